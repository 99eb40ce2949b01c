//! Pictures as bytes, and bytes as pictures: the Quite OK Image format, in 24 bits without alpha.
//!
//! Dominic Szablewski, "The Quite OK Image Format Specification 1.0", 2022, <https://qoiformat.org/qoi-specification.pdf>,
//! placed in the public domain. The names of the chunks are its own.

/// A picture: three bytes a pixel, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Pixels in a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Red, green, blue.
    pub pixels: Vec<[u8; 3]>,
}

const MAGIC: &[u8; 4] = b"qoif";
const HEADER: usize = 14;
/// What a file ends with.
const END: [u8; 8] = [0, 0, 0, 0, 0, 0, 0, 1];
const INDEX: u8 = 0x00;
const DIFF: u8 = 0x40;
const LUMA: u8 = 0x80;
const RUN: u8 = 0xc0;
const RGB: u8 = 0xfe;
const RGBA: u8 = 0xff;
/// The longest run of one chunk.
const MOST_RUN: u8 = 62;
/// The most pixels that are read: a file can claim any size.
const MOST_PIXELS: u64 = 1 << 24;

/// Where a colour lies among those seen before. The pixels are opaque: alpha is 255.
fn place([red, green, blue]: [u8; 3]) -> usize {
    (usize::from(red) * 3 + usize::from(green) * 5 + usize::from(blue) * 7 + 255 * 11) % 64
}

/// The picture as a file.
pub fn encode(picture: &Picture) -> Vec<u8> {
    let mut file = Vec::with_capacity(HEADER + picture.pixels.len() + END.len());
    file.extend(MAGIC);
    file.extend(picture.width.to_be_bytes());
    file.extend(picture.height.to_be_bytes());
    // Three channels, sRGB.
    file.extend([3, 0]);
    // Nothing stands at a place before a colour was seen there: not even black, which would have another alpha.
    let mut seen: [Option<[u8; 3]>; 64] = [None; 64];
    let (mut last, mut run) = ([0, 0, 0], 0);
    for &pixel in &picture.pixels {
        if pixel == last {
            run += 1;
            if run == MOST_RUN {
                file.push(RUN | (run - 1));
                run = 0;
            }
            continue;
        }
        if run > 0 {
            file.push(RUN | (run - 1));
            run = 0;
        }
        let at = place(pixel);
        if seen[at] == Some(pixel) {
            file.push(INDEX | at as u8);
        } else {
            seen[at] = Some(pixel);
            differ(&mut file, last, pixel);
        }
        last = pixel;
    }
    if run > 0 {
        file.push(RUN | (run - 1));
    }
    file.extend(END);
    file
}

/// A pixel by what it differs from the one before, or else in full.
fn differ(file: &mut Vec<u8>, last: [u8; 3], pixel: [u8; 3]) {
    let by = |channel: usize| pixel[channel].wrapping_sub(last[channel]);
    let [red, green, blue] = [by(0), by(1), by(2)];
    let small = |difference: u8| difference.wrapping_add(2);
    if [red, green, blue].into_iter().all(|difference| small(difference) < 4) {
        file.push(DIFF | small(red) << 4 | small(green) << 2 | small(blue));
        return;
    }
    let (wide, red, blue) = (
        green.wrapping_add(32),
        red.wrapping_sub(green).wrapping_add(8),
        blue.wrapping_sub(green).wrapping_add(8),
    );
    if wide < 64 && red < 16 && blue < 16 {
        file.extend([LUMA | wide, red << 4 | blue]);
    } else {
        file.push(RGB);
        file.extend(pixel);
    }
}

/// The picture in a file; none where it is not one, or not whole.
pub fn decode(file: &[u8]) -> Option<Picture> {
    let (header, mut rest) = file.split_at_checked(HEADER)?;
    let number = |at: usize| Some(u32::from_be_bytes(*header[at..].first_chunk()?));
    let (width, height) = (number(4)?, number(8)?);
    let length = u64::from(width) * u64::from(height);
    if &header[..4] != MAGIC || length > MOST_PIXELS {
        return None;
    }
    let mut seen = [[0; 3]; 64];
    let mut pixels = Vec::with_capacity(length as usize);
    let mut last = [0, 0, 0];
    let mut take = |count: usize| {
        let (taken, after) = rest.split_at_checked(count)?;
        rest = after;
        Some(taken)
    };
    while (pixels.len() as u64) < length {
        let tag = take(1)?[0];
        let mut run = 1;
        last = match tag {
            RGB => *take(3)?.first_chunk()?,
            RGBA => *take(4)?.first_chunk()?,
            _ if tag & RUN == RUN => {
                run = usize::from(tag & !RUN) + 1;
                last
            }
            _ if tag & RUN == LUMA => {
                let more = take(1)?[0];
                let green = (tag & !RUN).wrapping_sub(32);
                let beside = |nibble: u8| green.wrapping_add(nibble).wrapping_sub(8);
                add(last, [beside(more >> 4), green, beside(more & 15)])
            }
            _ if tag & RUN == DIFF => add(last, [4, 2, 0].map(|shift| (tag >> shift & 3).wrapping_sub(2))),
            _ => seen[usize::from(tag)],
        };
        seen[place(last)] = last;
        let left = length as usize - pixels.len();
        pixels.extend(std::iter::repeat_n(last, run.min(left)));
    }
    Some(Picture { width, height, pixels })
}

fn add(pixel: [u8; 3], difference: [u8; 3]) -> [u8; 3] {
    [0, 1, 2].map(|channel| pixel[channel].wrapping_add(difference[channel]))
}
