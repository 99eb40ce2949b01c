/** Programs in JavaScript: what a page would use without us. */
import { solveAll } from './dancing.js';

/** A program in JavaScript; bytes are those of the workload's own input and output. */
export interface Program {
  /** An input of its own, in its own form. Not timed. */
  take(bytes: Uint8Array): unknown;
  /** Timed. */
  solve(input: unknown): unknown;
  /** Not timed. */
  give(output: unknown): Uint8Array;
}

const TYPES = {
  uint32: Uint32Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
};

type Numbers = Uint32Array | Int32Array | Float32Array | Float64Array;

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);

/**
 * The program of this name.
 *
 * @param query the case's parameters
 * @throws Error where there is none
 */
export function program(name: string, query: URLSearchParams): Program {
  const Type = TYPES[(query.get('type') ?? 'uint32') as keyof typeof TYPES];
  switch (name) {
    case 'typed-array':
      return {
        take: (bytes) => new Type(bytes.slice().buffer),
        solve: (input) => (input as Numbers).sort(),
        give: (output) => bytesOf(output as Numbers),
      };
    case 'array':
      return {
        take: (bytes) => Array.from(new Type(bytes.slice().buffer)),
        solve: (input) => (input as number[]).sort((left, right) => left - right),
        give: (output) => bytesOf(Type.from(output as number[])),
      };
    case 'strings':
      return {
        take: linesOf,
        solve: (input) => (input as string[]).sort(), // by UTF-16 code units: for letters, that is by bytes
        give: (output) => bytesOfLines(output as string[]),
      };
    case 'dancing-links':
      return {
        take: (bytes) => bytes.slice(),
        solve: (input) => solveAll(input as Uint8Array),
        give: (output) => output as Uint8Array,
      };
    default:
      throw new Error(`there is no program ${name} in JavaScript`);
  }
}

/** The bytes of Lines in the core: how many, the length of each, and all of them. */
function linesOf(bytes: Uint8Array): string[] {
  const [count = 0] = new Uint32Array(bytes.slice(0, 4).buffer);
  const lengths = new Uint32Array(bytes.slice(4, 4 + 4 * count).buffer);
  const text = new TextDecoder().decode(bytes.subarray(4 + 4 * count));
  let end = 0;
  return Array.from(lengths, (length) => {
    end += length;
    return text.slice(end - length, end);
  });
}

function bytesOfLines(lines: string[]): Uint8Array {
  const counts = Uint32Array.of(lines.length);
  const lengths = Uint32Array.from(lines, ({ length }) => length);
  const text = new TextEncoder().encode(lines.join(''));
  const bytes = new Uint8Array(counts.byteLength + lengths.byteLength + text.length);
  bytes.set(bytesOf(counts));
  bytes.set(bytesOf(lengths), counts.byteLength);
  bytes.set(text, counts.byteLength + lengths.byteLength);
  return bytes;
}
