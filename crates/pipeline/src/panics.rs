//! Panics in workers, caught and put into words.
//!
//! A panic is a mistake in this program, never the fault of an input; but one document that shows it up must not cost the
//! other million. The hook keeps what the panic said and where, and prints nothing for workers, whose panics become
//! messages of their own.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::thread;

/// How the names of threads begin whose panics are caught.
const WORKER: &str = "worker-";

thread_local! {
    /// What the last panic of this thread said, and where.
    static SAID: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The name of the `n`th worker's thread.
pub(super) fn worker_name(n: usize) -> String {
    format!("{WORKER}{n}")
}

/// From now on panics of workers print nothing. For the program's beginning.
pub fn keep_quiet_in_workers() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !thread::current().name().is_some_and(|name| name.starts_with(WORKER)) {
            return usual(info);
        }
        let place = info.location().map(|place| format!(" at {}:{}", place.file(), place.line()));
        let said = format!("{}{}", message(info.payload()), place.unwrap_or_default());
        SAID.with_borrow_mut(|last| *last = Some(said));
    }));
}

/// What `job` gives, or what its panic said.
pub(super) fn caught<T>(job: impl FnOnce() -> T) -> Result<T, String> {
    // Whatever the job held is dropped by whoever called; nothing half written is used again.
    panic::catch_unwind(AssertUnwindSafe(job))
        .map_err(|payload| SAID.take().unwrap_or_else(|| message(payload.as_ref()).to_owned()))
}

fn message(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("no message")
}
