//! The arithmetic of the forward pass, in as many machine codes as there are kinds of machine.
//!
//! A [`Kernel`] is chosen once, when the program runs. Every operation ([`linear`], [`attention`], [`norm`], …) is a
//! [`simd::Job`]: written once, over the operations of [`simd::Simd`], and compiled once for each kernel. Integer sums are
//! exact and float sums run in one order, so that all kernels give the same bits.

pub(crate) mod attention;
pub(crate) mod block;
pub(crate) mod curves;
pub(crate) mod dense;
pub(crate) mod linear;
pub(crate) mod norm;
pub(crate) mod quantise;
pub(crate) mod simd;

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
#[cfg(target_arch = "aarch64")]
mod neon;
mod plain;
#[cfg(test)]
mod tests;

use std::fmt;

use simd::Job;

/// A set of machine instructions for the forward pass that this machine has.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Kernel(Instructions);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Instructions {
    #[cfg(target_arch = "x86_64")]
    Avx512Vnni,
    #[cfg(target_arch = "x86_64")]
    Avx2,
    #[cfg(target_arch = "aarch64")]
    Neon,
    Plain,
}

impl Kernel {
    /// The fastest kernel of this machine.
    #[must_use]
    pub fn best() -> Self {
        Self::all_available()[0]
    }

    /// Plain Rust, which runs everywhere.
    #[must_use]
    pub const fn plain() -> Self {
        Self(Instructions::Plain)
    }

    /// All kernels of this machine, the fastest first, the plain one last.
    #[must_use]
    pub fn all_available() -> Vec<Self> {
        let mut kernels = Vec::new();
        #[cfg(target_arch = "x86_64")]
        {
            if avx512::available() {
                kernels.push(Self(Instructions::Avx512Vnni));
            }
            if avx2::available() {
                kernels.push(Self(Instructions::Avx2));
            }
        }
        #[cfg(target_arch = "aarch64")]
        if neon::available() {
            kernels.push(Self(Instructions::Neon));
        }
        kernels.push(Self::plain());
        kernels
    }

    /// The kernel of that name, where this machine has it.
    #[must_use]
    pub fn by_name(name: &str) -> Option<Self> {
        Self::all_available().into_iter().find(|kernel| kernel.name() == name)
    }

    /// `avx512-vnni`, `avx2`, `neon` or `plain`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self.0 {
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512Vnni => "avx512-vnni",
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => "avx2",
            #[cfg(target_arch = "aarch64")]
            Instructions::Neon => "neon",
            Instructions::Plain => "plain",
        }
    }

    /// Runs a job with this kernel's instructions.
    #[allow(unsafe_code)]
    pub(crate) fn run<J: Job>(self, job: J) -> J::Output {
        match self.0 {
            // SAFETY: only `all_available` makes a `Kernel` of this kind, after `avx512::available` found all features.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx512Vnni => unsafe { avx512::enter(job) },
            // SAFETY: only `all_available` makes a `Kernel` of this kind, after `avx2::available` found all features.
            #[cfg(target_arch = "x86_64")]
            Instructions::Avx2 => unsafe { avx2::enter(job) },
            // SAFETY: only `all_available` makes a `Kernel` of this kind, after `neon::available` found all features.
            #[cfg(target_arch = "aarch64")]
            Instructions::Neon => unsafe { neon::enter(job) },
            Instructions::Plain => plain::enter(job),
        }
    }
}

impl fmt::Debug for Kernel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
