//! Where the signatures of many documents stand while they are grouped.

use std::convert::Infallible;

use crate::signature::Signature;

/// Signatures by number, from 0 on: in memory, or where there is more room.
pub trait Shelf {
    /// Why signatures cannot be read.
    type Error;

    /// How many there are.
    fn members(&self) -> u32;

    /// The signature of a member.
    ///
    /// # Errors
    /// Where it cannot be read.
    fn get(&mut self, member: u32) -> Result<Signature, Self::Error>;

    /// Shows all, in the order of their numbers.
    ///
    /// # Errors
    /// Where they cannot be read.
    fn each(&mut self, see: &mut dyn FnMut(u32, &Signature)) -> Result<(), Self::Error>;
}

/// Signatures in memory.
pub(crate) struct InMemory<'a>(pub(crate) &'a [Signature]);

impl Shelf for InMemory<'_> {
    type Error = Infallible;

    fn members(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    fn get(&mut self, member: u32) -> Result<Signature, Infallible> {
        Ok(self.0[member as usize])
    }

    fn each(&mut self, see: &mut dyn FnMut(u32, &Signature)) -> Result<(), Infallible> {
        (0..self.members()).zip(self.0).for_each(|(member, signature)| see(member, signature));
        Ok(())
    }
}
