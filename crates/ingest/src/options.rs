//! What a user may ask of the reading, beside the inputs.

use crate::columns::Columns;
use crate::language::Languages;
use crate::limits::Limits;

/// How inputs are read. By default everything is read, in any language, with columns known by their usual names.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// What one document may cost.
    pub limits: Limits,
    /// Which columns of tables hold what.
    pub columns: Columns,
    /// Which languages are read; documents in others are counted and passed over.
    pub languages: Languages,
}
