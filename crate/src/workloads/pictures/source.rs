//! Where pictures come from: requests, in a realm of web workers; elsewhere the same answers without any waiting.

use futures::FutureExt;

/// Why a request brought nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The source answered with this status.
    Status(u16),
    /// It took longer than the timeout.
    Late,
    /// Nobody could be reached, or the browser did not allow it.
    Unreachable,
}

impl Trouble {
    /// As a number for a message: never 0.
    pub fn number(self) -> u64 {
        match self {
            Self::Late => 1,
            Self::Unreachable => 2,
            Self::Status(status) => status.into(),
        }
    }

    /// In words, from the number.
    pub fn words(number: u64) -> String {
        match number {
            1 => "it took longer than the timeout".into(),
            2 => "it could not be reached, or may not be read from this page (CORS)".into(),
            status => format!("the source answered {status}"),
        }
    }
}

/// A way to request something.
pub trait Source {
    /// The body at an address, within so many milliseconds.
    fn get(&self, address: &str, timeout: u64) -> impl Future<Output = Result<Vec<u8>, Trouble>>;
    /// Waits so many milliseconds.
    fn pause(&self, time: u64) -> impl Future<Output = ()>;
}

/// Runs a program that requests through a source that blocks: it never has to wait for anything outside.
pub fn blocking<T>(program: impl Future<Output = T>) -> T {
    program.now_or_never().expect("a blocking source is never pending")
}

/// Blocks the worker until the answer is there.
#[cfg(all(target_arch = "wasm32", feature = "realm"))]
pub use crate::wasm::requests::Blocking;
/// Lets others have a turn until the answer is there.
#[cfg(all(target_arch = "wasm32", feature = "realm"))]
pub use crate::wasm::requests::Yielding;

#[cfg(not(all(target_arch = "wasm32", feature = "realm")))]
pub use here::{Here as Blocking, Here as Yielding};

/// The source without a network or a clock: every answer is there at once, as late as it says.
#[cfg(not(all(target_arch = "wasm32", feature = "realm")))]
mod here {
    use super::super::{draw, qoi};
    use super::{Source, Trouble};

    /// This program itself.
    pub struct Here;

    impl Source for Here {
        async fn get(&self, address: &str, timeout: u64) -> Result<Vec<u8>, Trouble> {
            serve(address, timeout).unwrap_or(Err(Trouble::Unreachable))
        }

        async fn pause(&self, _time: u64) {}
    }

    /// As the service worker does it: `pictures/SEED/SIDE/NUMBER.qoi?after=MS&status=STATUS`.
    fn serve(address: &str, timeout: u64) -> Option<Result<Vec<u8>, Trouble>> {
        let (path, query) = address.strip_prefix("pictures/")?.split_once(".qoi?")?;
        let mut path = path.split('/');
        let mut number = || path.next()?.parse::<u32>().ok();
        let (seed, side, picture) = (number()?, number()?, number()?);
        let value = |name| query.split('&').find_map(|pair| pair.strip_prefix(name)?.parse::<u64>().ok());
        if value("after=")? > timeout {
            return Some(Err(Trouble::Late));
        }
        Some(match value("status=")? {
            200 => Ok(qoi::encode(&draw::draw(seed, picture.into(), side))),
            status => Err(Trouble::Status(status as u16)),
        })
    }
}
