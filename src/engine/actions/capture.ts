import { AppError } from '../../domain/error';
import type { Capture, Facts } from '../plan-types';

const commitPattern = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** Reads facts from a command's standard output; refuses what does not have the expected shape. */
export function captureFacts(capture: Capture, stdout: string): Facts {
  switch (capture.as) {
    case 'ls-remote':
      return { commit: commitOfRef(stdout, capture.ref) };
    case 'rev-parse':
      return { commit: validCommit(stdout.trim()) };
    case 'subject':
      return { commitMessage: plainLine(stdout) };
    case 'known-hosts':
      return { knownHosts: stdout };
  }
}

/** `git ls-remote` prints `<id>\t<ref>` lines and matches by suffix, so the exact ref is picked here. */
function commitOfRef(stdout: string, ref: string): string {
  for (const line of stdout.split('\n')) {
    const [commit, name] = line.split('\t');
    if (name === ref) return validCommit(commit ?? '');
  }
  throw new AppError('not_found', `The repository has no ${ref.replace('refs/heads/', 'branch ')}.`);
}

function validCommit(text: string): string {
  if (commitPattern.test(text)) return text;
  throw new AppError('unavailable', 'Git answered something that is not a commit.');
}

const longestMessage = 500;

/** What a stranger wrote, as one line of text: without control characters, cut to a length that lists can show. */
function plainLine(text: string): string {
  return Array.from(text.replaceAll(/[\p{Cc}\s]+/gu, ' ').trim())
    .slice(0, longestMessage)
    .join('');
}
