//! Numbers and places as a person says them.

use crate::plan::{Cell, Mode, Role, Transport};

/// `1.9 times`; none where that would be "1 time", which is no difference.
pub fn times(ratio: f64) -> Option<String> {
    let rounded = number(ratio);
    (rounded != "1").then(|| format!("{rounded} times"))
}

/// A ratio: one decimal below 10, none above, no trailing zero; below a half, two digits that count.
pub fn number(ratio: f64) -> String {
    let text = match ratio {
        ..0.5 => format!("{ratio:.2}"),
        ..9.95 => format!("{ratio:.1}"),
        _ => return format!("{ratio:.0}"),
    };
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// `4 %`; `less than 1 %` for a little.
pub fn percent(share: f64) -> String {
    match share * 100.0 {
        percent if percent <= 0.0 => "0 %".to_owned(),
        percent if percent < 0.5 => "less than 1 %".to_owned(),
        percent => format!("{percent:.0} %"),
    }
}

/// A time with about three digits that count: `0.012 ms`, `8.31 ms`, `83.1 ms`, `831 ms`, `8.31 s`.
pub fn milliseconds(time: f64) -> String {
    match time {
        ..=0.0 => "0 ms".to_owned(),
        ..0.9995 => format!("{time:.3} ms"),
        ..9.995 => format!("{time:.2} ms"),
        ..99.95 => format!("{time:.1} ms"),
        ..999.5 => format!("{time:.0} ms"),
        _ => format!("{:.2} s", time / 1000.0),
    }
}

/// `1 worker`, `2 workers`.
pub fn workers(count: u32) -> String {
    format!("{count} {}", if count == 1 { "worker" } else { "workers" })
}

/// `1 task`, `2 tasks`.
pub fn tasks(count: u32) -> String {
    format!("{count} {}", if count == 1 { "task" } else { "tasks" })
}

/// A line of the chart: `threads`, `processes by copy`.
pub fn mode(mode: Mode, transport: Option<Transport>) -> &'static str {
    match (mode, transport) {
        (Mode::Serial, _) => "the serial program",
        (Mode::Threads, _) => "threads",
        (Mode::Processes, Some(Transport::Copy)) => "processes by copy",
        (Mode::Processes, Some(Transport::Transfer)) => "processes by transfer",
        (Mode::Processes, Some(Transport::Shared)) => "processes over a shared buffer",
        (Mode::Processes, None) => "processes",
        (Mode::Async, _) => "async",
    }
}

/// A point of a line: `threads, 2 workers`.
pub fn line(of: Mode, transport: Option<Transport>, count: u32) -> String {
    let name = mode(of, transport);
    match of {
        Mode::Serial => name.to_owned(),
        Mode::Threads | Mode::Processes => format!("{name}, {}", workers(count)),
        Mode::Async => format!("{name}, {}", tasks(count)),
    }
}

/// A cell, with what it is for where that is not a point of a line.
pub fn cell(cell: &Cell) -> String {
    let point = line(cell.mode, cell.transport, cell.workers);
    match cell.role {
        Role::Work => point,
        Role::Compute => format!("the compute ceiling, {}", workers(cell.workers)),
        Role::Memory => format!("the memory ceiling, {}", workers(cell.workers)),
        Role::Scaled => format!("{point}, on {} times the size", cell.workers),
        Role::Graph => format!("the recording of {}", mode(cell.mode, cell.transport)),
    }
}
