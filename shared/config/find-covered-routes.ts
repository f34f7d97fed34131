import { coversGlob } from "../delivery/covers-glob.ts";
import type { Route, RouteConditions } from "../delivery/route.ts";

/** A route that never decides, since an earlier one matches whatever it does. */
export interface CoveredRoute {
  readonly index: number;
  readonly by: number;
}

/** The routes that one route before them covers alone. What several cover together is not found. */
export function findCoveredRoutes(routes: readonly Route[]): readonly CoveredRoute[] {
  return routes.flatMap(({ when }, index) => {
    const by = routes.slice(0, index).findIndex((earlier) => covers(earlier.when, when));
    return by === -1 ? [] : [{ index, by }];
  });
}

function covers(wide: RouteConditions, narrow: RouteConditions): boolean {
  return (
    coversList(wide.accounts, narrow.accounts, isSame) &&
    coversList(wide.severities, narrow.severities, isSame) &&
    coversList(wide.policyTypes, narrow.policyTypes, isSame) &&
    coversList(wide.principals, narrow.principals, coversGlob) &&
    coversList(wide.services, narrow.services, (a, b) =>
      coversGlob(a.toLowerCase(), b.toLowerCase()),
    )
  );
}

/** A condition that is not given holds for everything. */
function coversList<T>(
  wide: readonly T[] | undefined,
  narrow: readonly T[] | undefined,
  coversValue: (wide: T, narrow: T) => boolean,
): boolean {
  if (wide === undefined) return true;
  return narrow?.every((value) => wide.some((one) => coversValue(one, value))) ?? false;
}

function isSame<T>(a: T, b: T): boolean {
  return a === b;
}
