//! A plan becomes cells, in an order that keeps slow changes of the machine from posing as speedup.

use crate::plan::{Cell, Mode, Plan, Role, Transport};
use crate::random::Random;

/// Every cell of a plan, in the order to run them.
///
/// The best serial program is measured first and again last, whatever the plan's modes, so that every speedup has
/// its baseline from the start and drift shows. Between them the cells are shuffled by the plan's seed, one
/// round of realms after the other.
pub fn cells(plan: &Plan) -> Vec<Cell> {
    let mut order = vec![cell(Mode::Serial, None, 1, 0)];
    let mut random = Random::new(plan.seed);
    let rounds = plan.realms.max(2);
    for realm in 0..rounds {
        let mut round = Vec::new();
        for (mode, transport) in lines(plan) {
            match mode {
                Mode::Serial => continue,
                _ if realm >= plan.realms => continue,
                _ => round.extend(plan.workers.iter().map(|&workers| cell(mode, transport, workers, realm))),
            }
        }
        if realm > 0 && realm < rounds - 1 {
            round.push(cell(Mode::Serial, None, 1, realm));
        }
        random.shuffle(&mut round);
        order.append(&mut round);
    }
    order.push(cell(Mode::Serial, None, 1, rounds - 1));
    for (id, cell) in (0..).zip(&mut order) {
        cell.id = id;
    }
    order
}

/// The lines of the chart: every mode, and in processes mode every transport.
pub fn lines(plan: &Plan) -> Vec<(Mode, Option<Transport>)> {
    let of = |&mode| match mode {
        Mode::Processes => plan.transports.iter().map(|&transport| (mode, Some(transport))).collect(),
        _ => vec![(mode, None)],
    };
    plan.modes.iter().flat_map(of).collect()
}

fn cell(mode: Mode, transport: Option<Transport>, workers: u32, realm: u32) -> Cell {
    Cell { id: 0, mode, transport, workers, realm, role: Role::Work }
}
