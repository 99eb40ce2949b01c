//! The catalogue's entry.

use super::own::MOST;
use crate::plan::{Cause, Choice, InputInfo, Mode, OptionInfo, SizeInfo, Takes, WorkloadInfo};

/// The catalogue's entry.
pub const INFO: WorkloadInfo = WorkloadInfo {
    id: "pictures",
    title: "Pictures from the net",
    summary: "Fetches pictures, each a request that is mostly waiting. The page’s own service worker serves them, as slowly \
              as you program it. Async keeps as many requests in flight as it has tasks; threads and processes need a \
              worker for each.",
    unit: "pictures",
    size: SizeInfo { min: 1, max: MOST as u32, default: 16, presets: &[8, 16, 40, 100, 400] },
    options: &[DISTRIBUTION, MEAN, SIDE, FAILURES, TRIES, TIMEOUT],
    input: Some(InputInfo {
        label: "Your own addresses",
        help: "One address a line; {1-20} in an address stands for each number of the range. The pages there must allow \
               being read from here (CORS). No cookies are sent. Nothing is requested before you press Run.",
        example: "https://picsum.photos/id/{10-29}/200",
        accept: ".txt",
    }),
    waits: true,
    systems: &[3],
    hints: &[],
    causes: &[
        Cause {
            modes: &[Mode::Async],
            option: None,
            gains: true,
            clause: "while one request waits the others are under way, and one thread is enough to wait for all of them: \
                     it took not one more core",
        },
        Cause {
            modes: &[Mode::Threads, Mode::Processes],
            option: None,
            gains: true,
            clause: "each worker is blocked by one request at a time, so it takes a worker for every request in flight; \
                     they wait, and need no core for that",
        },
    ],
};

/// How the source's times are distributed.
pub const DISTRIBUTION: OptionInfo = OptionInfo {
    name: "latency",
    label: "Latency",
    help: "How the times that the source takes are spread around their mean. Heavy tail: a few take most of the time, as \
           on the net.",
    default: "exponential",
    takes: Takes::Choice {
        choices: &[
            Choice { value: "constant", label: "Constant latency" },
            Choice { value: "exponential", label: "Exponential latency" },
            Choice { value: "heavy", label: "Heavy-tailed latency" },
        ],
    },
};

/// Their mean.
pub const MEAN: OptionInfo = OptionInfo {
    name: "mean",
    label: "Mean latency, milliseconds",
    help: "What the source takes for a request, on average.",
    default: "12",
    takes: Takes::Whole { min: 0, max: 5000, word: None },
};

/// The pictures' size.
pub const SIDE: OptionInfo = OptionInfo {
    name: "side",
    label: "Side, pixels",
    help: "Pictures are square. Larger ones take longer to decode, which is computing, not waiting.",
    default: "96",
    takes: Takes::Whole { min: 8, max: 512, word: None },
};

/// How often the source fails.
pub const FAILURES: OptionInfo = OptionInfo {
    name: "failures",
    label: "Failures, percent",
    help: "How many of a hundred requests the source answers with 503, which means: not now.",
    default: "0",
    takes: Takes::Whole { min: 0, max: 90, word: None },
};

/// How often a picture is asked for.
pub const TRIES: OptionInfo = OptionInfo {
    name: "tries",
    label: "Tries",
    help: "How often a picture is asked for at most. The pause before each other try is twice as long as the last, from \
           10 ms on (exponential backoff).",
    default: "4",
    takes: Takes::Whole { min: 1, max: 8, word: None },
};

/// How long a request may take.
pub const TIMEOUT: OptionInfo = OptionInfo {
    name: "timeout",
    label: "Timeout, milliseconds",
    help: "After this long a request is given up, and tried again.",
    default: "2000",
    takes: Takes::Whole { min: 1, max: 30_000, word: None },
};
