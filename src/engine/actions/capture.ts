import { AppError } from '../../domain/error';
import type { Capture } from '../plan/action';
import type { Facts } from '../plan/facts';
import { hostLines } from '../source/known-hosts';

const commitPattern = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** Read facts from a command's standard output; refuse output of an unexpected shape. */
export function captureFacts(capture: Capture, stdout: string): Facts {
  switch (capture.as) {
    case 'ls-remote':
      return { commit: commitOfRef(stdout, capture.branch, capture.refs) };
    case 'rev-parse':
      return { commit: validCommit(stdout.trim()) };
    case 'subject':
      return { commitMessage: plainLine(stdout) };
    case 'known-hosts':
      return { knownHosts: hostLines(stdout, capture.host).join('\n') };
  }
}

/**
 * Find the commit of a branch, else of a tag of this name, peeling an annotated one (`deployment.md` D3.1); for a pull
 * request, that of the first of its refs. `git ls-remote` prints `<id>\t<ref>` lines and matches by suffix, so the
 * exact refs are picked here.
 */
function commitOfRef(stdout: string, branch: string, ofRequest?: readonly string[]): string {
  const ids = new Map(
    stdout.split('\n').map((line) => {
      const [id = '', name = ''] = line.split('\t');
      return [name, id];
    }),
  );
  const refs = ofRequest ?? [`refs/heads/${branch}`, `refs/tags/${branch}^{}`, `refs/tags/${branch}`];
  const [commit] = refs.map((ref) => ids.get(ref)).filter((id) => id !== undefined);
  if (commit === undefined)
    throw new AppError('not_found', `The repository has no ${ofRequest ? '' : 'branch or tag '}${branch}.`);
  return validCommit(commit);
}

function validCommit(text: string): string {
  if (commitPattern.test(text)) return text;
  throw new AppError('unavailable', 'Git did not return a commit.');
}

const longestMessage = 500;

/** Turn untrusted text into one line: without control characters, cut to a length that lists can show. */
function plainLine(text: string): string {
  return Array.from(text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim())
    .slice(0, longestMessage)
    .join('');
}
