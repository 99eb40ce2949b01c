//! Pictures from a seed: discs on a background that goes from one colour to another.

use super::qoi::Picture;
use crate::random::Random;

/// Discs on a picture.
const DISCS: usize = 5;

/// Where a disc is, its radius squared, and its colour.
struct Disc {
    x: i64,
    y: i64,
    square: i64,
    colour: [u8; 3],
}

/// A picture by its seed and number, with sides of so many pixels.
pub fn draw(seed: u32, number: u64, side: u32) -> Picture {
    let mut random = Random::new(seed);
    random.skip(number << 8);
    let wide = i64::from(side);
    let (top, bottom) = (colour(&mut random), colour(&mut random));
    let mut disc = |_| {
        let mut within = |end: u32| random.below(end as usize) as i64;
        let (x, y, radius) = (within(side), within(side), wide / 16 + within(side / 4 + 1));
        Disc { x, y, square: radius * radius, colour: colour(&mut random) }
    };
    let discs: Vec<Disc> = (0..DISCS).map(&mut disc).collect();
    let pixel = |x: i64, y: i64| {
        let inside = |disc: &&Disc| (x - disc.x).pow(2) + (y - disc.y).pow(2) <= disc.square;
        let background = || {
            [0, 1, 2].map(|channel| {
                let (from, to) = (i64::from(top[channel]), i64::from(bottom[channel]));
                (from + (to - from) * (x + y) / (2 * wide)) as u8
            })
        };
        discs.iter().rfind(inside).map_or_else(background, |disc| disc.colour)
    };
    let pixels = (0..wide).flat_map(|y| (0..wide).map(move |x| (x, y))).map(|(x, y)| pixel(x, y)).collect();
    Picture { width: side, height: side, pixels }
}

fn colour(random: &mut Random) -> [u8; 3] {
    let bits = random.bits();
    [bits as u8, (bits >> 8) as u8, (bits >> 16) as u8]
}
