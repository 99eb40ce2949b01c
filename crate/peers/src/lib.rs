//! Our programs and their peers, side by side: for `npm run bench`, and, without what may not be shipped, for visitors
//! who race the peers.
//!
//! A [`case::Case`] holds one input. Of each contender it prepares copies of that input, runs the contender on them
//! (the caller times this, and nothing else), and checks every output. Ours are reached as visitors reach them,
//! through the registry; so are the checks, so that one and the same judge looks at everybody's output.
//!
//! | file | what is in it |
//! | --- | --- |
//! | [`case`] | a case: an input, and whoever runs on it |
//! | [`costs`] | what the modes cost with nothing to do |
//! | [`runs`] | copies of an input, a program, its outputs |
//! | [`sorts`], [`texts`], [`solvers`] | the peers |
//! | [`records`] | a stable sort by a part of each element: ours, and the peers |
//! | `wasm` | what the bench's worker calls |

pub mod case;
pub mod costs;
pub mod records;
pub mod runs;
#[cfg(feature = "crate-sudoku")]
pub mod solvers;
pub mod sorts;
pub mod texts;
#[cfg(target_arch = "wasm32")]
mod wasm;
