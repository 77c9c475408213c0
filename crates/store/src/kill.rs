//! Named points at which a test has the program killed: the first step, the last, and each between, of what must never
//! be done by halves. Without the feature `kill-points`, which only tests ask for, there is nothing here.

/// Tells that a point is reached. `ONRECORD_KILL_AT=file renamed:3` kills the program when it renames its third file,
/// `ONRECORD_KILL_AT=:20` at the twentieth point of any name: with SIGKILL, which nobody can catch.
#[cfg(feature = "kill-points")]
pub(crate) fn reached(point: &str) {
    use std::sync::atomic::{AtomicU32, Ordering};
    static SEEN: AtomicU32 = AtomicU32::new(0);

    let Ok(wanted) = std::env::var("ONRECORD_KILL_AT") else { return };
    let Some((name, number)) = wanted.split_once(':') else { return };
    if !name.is_empty() && name != point {
        return;
    }
    if number.parse() == Ok(SEEN.fetch_add(1, Ordering::Relaxed) + 1) {
        let own = std::process::id().to_string();
        let _ = std::process::Command::new("kill").args(["-KILL", &own]).status();
        loop {
            std::thread::park();
        }
    }
}

/// Nothing.
#[cfg(not(feature = "kill-points"))]
pub(crate) const fn reached(_point: &str) {}
