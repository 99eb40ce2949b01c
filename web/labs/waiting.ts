/** Who waits for whom. */

/** What an actor holds, and what it waits for: resources, from 0. */
export interface Claim {
  holds: readonly number[];
  wants: number | null;
}

/** Actors of which each waits for what the next one holds, the last for the first; `null` where there is no such circle. */
export function circle(claims: readonly Claim[]): number[] | null {
  const next = (actor: number) => {
    const { wants } = claims[actor]!;
    const owner = wants === null ? -1 : claims.findIndex(({ holds }) => holds.includes(wants));
    return owner === actor ? -1 : owner;
  };
  for (let first = 0; first < claims.length; first++) {
    const path = [first];
    for (let actor = next(first); actor >= 0 && path.length <= claims.length; actor = next(actor)) {
      if (actor === first) return path;
      path.push(actor);
    }
  }
  return null;
}
