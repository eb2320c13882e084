/** Most alternatives from all braces of one pattern. */
const MAX_ALTERNATIVES = 64;
const innermostBraces = /\{([^{}]*)\}/;

/**
 * Prepare a pattern: `*` and `?` within a folder, `**` over folders, `[a-z]`, `{one,other}`. A pattern that ends with
 * `/` matches everything below. The time of a match is limited to the product of both lengths, because patterns and
 * paths come from different users, and one may be malicious.
 */
export function pathMatcher(pattern: string): (path: string) => boolean {
  const prepared = alternatives(pattern).map((each) => {
    const whole = each.endsWith('/') ? `${each}**` : each;
    return whole
      .replace(/^\.?\//, '')
      .split('/')
      .map((segment) => ({ isAny: segment === '**', tokens: tokens(segment) }));
  });
  return (path) => {
    const parts = path.split('/');
    return prepared.some((segments) =>
      matchesSequence(segments, parts, {
        isAny: (segment) => segment.isAny,
        matches: (segment, part) => matchesSegment(segment.tokens, part),
      }),
    );
  };
}

/** Expand a pattern with braces into patterns without; beyond the limit, braces are literal. */
function alternatives(pattern: string): string[] {
  let found = [pattern];
  for (;;) {
    if (!found.some((each) => innermostBraces.test(each))) return found;
    const next = found.flatMap((each) => {
      const braces = innermostBraces.exec(each);
      if (!braces) return [each];
      const [all, body = ''] = braces;
      const before = each.slice(0, braces.index);
      return body.split(',').map((one) => before + one + each.slice(braces.index + all.length));
    });
    if (next.length > MAX_ALTERNATIVES) return found;
    found = next;
  }
}

interface Matching<Pattern, Item> {
  /** Whether it matches any number of items. */
  isAny(pattern: Pattern): boolean;
  matches(pattern: Pattern, item: Item): boolean;
}

/** Match items with patterns, some of which match any number: going back to the last of those is enough. */
function matchesSequence<Pattern, Item>(
  patterns: readonly Pattern[],
  items: readonly Item[],
  { isAny, matches }: Matching<Pattern, Item>,
): boolean {
  let at = 0;
  let item = 0;
  let lastAny = -1;
  let taken = 0;
  while (item < items.length) {
    const pattern = patterns[at];
    if (pattern !== undefined && isAny(pattern)) {
      lastAny = at++;
      taken = item;
    } else if (pattern !== undefined && matches(pattern, items[item] as Item)) {
      // `item` is below the length
      at++;
      item++;
    } else if (lastAny !== -1) {
      at = lastAny + 1;
      item = ++taken;
    } else return false;
  }
  return patterns.slice(at).every(isAny);
}

function matchesSegment(pattern: readonly string[], text: string): boolean {
  return matchesSequence(pattern, [...text], {
    isAny: (token) => token === '*',
    matches: (token, character) =>
      token === '?' || (token.length > 1 ? isInClass(token, character) : token === character),
  });
}

/** Split a pattern for one segment into characters, with a class such as `[a-z]` as one. */
function tokens(pattern: string): string[] {
  return pattern.match(/\[[^\]]+\]|./gsu) ?? [];
}

function isInClass(token: string, character: string): boolean {
  const body = token.slice(1, -1);
  const isNegated = /^[!^]/.test(body);
  const members = isNegated ? body.slice(1) : body;
  const ranges = members.match(/.-.|./gsu) ?? [];
  const isMember = ranges.some((range) => {
    const [from = '', , to = from] = [...range];
    return from <= character && character <= to;
  });
  return isMember !== isNegated;
}
