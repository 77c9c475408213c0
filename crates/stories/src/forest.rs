//! Which members hang together: a forest of trees, each rooted in its smallest member.

/// Members are numbers from 0.
pub(crate) struct Forest(Vec<u32>);

impl Forest {
    /// All alone.
    pub(crate) fn new(members: usize) -> Self {
        Self((0..u32::try_from(members).unwrap_or(u32::MAX)).collect())
    }

    /// The smallest of those with whom a member hangs together.
    pub(crate) fn root(&mut self, mut member: u32) -> u32 {
        while self.0[member as usize] != member {
            // Every visit shortens the way for the next.
            self.0[member as usize] = self.0[self.0[member as usize] as usize];
            member = self.0[member as usize];
        }
        member
    }

    /// Two hang together from now on.
    pub(crate) fn join(&mut self, one: u32, two: u32) {
        let (one, two) = (self.root(one), self.root(two));
        self.0[one.max(two) as usize] = one.min(two);
    }
}
