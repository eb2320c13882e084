/** Usual causes of a log line, and their fixes. The first match wins, so specific patterns come first. */
const explanations: readonly { pattern: RegExp; cause: string; fix: string }[] = [
  {
    pattern: /no space left on device/i,
    cause: 'The server’s disk is full.',
    fix: 'Free up space on the server, or run its cleanup.',
  },
  {
    pattern: /out of memory|oomkilled|exit(?:ed)?(?: with)?(?: code)? 137/i,
    cause: 'The process was killed because it used too much memory.',
    fix: 'Raise limits_memory, or reduce the memory usage.',
  },
  {
    pattern: /port is already allocated|address already in use|eaddrinuse/i,
    cause: 'A port is in use by another program.',
    fix: 'Change ports_mappings, or stop the program that uses the port.',
  },
  {
    pattern: /host key/i,
    cause: 'The host key of the server or Git server does not match the known key.',
    fix: 'Ask a person to verify and accept the new key.',
  },
  {
    pattern:
      /permission denied \(publickey|authentication failed|could not read username|repository not found/i,
    cause: 'The Git repository cannot be read with the application’s credentials.',
    fix: 'Check git_repository, the deploy key or the GitHub App.',
  },
  {
    pattern: /couldn't find remote ref|remote branch .* not found|pathspec .* did not match/i,
    cause: 'The branch or commit does not exist.',
    fix: 'Correct git_branch or git_commit_sha.',
  },
  {
    pattern: /manifest (?:for .* )?(?:not found|unknown)|pull access denied|no such image/i,
    cause: 'The image cannot be pulled: it does not exist, or needs a login.',
    fix: 'Correct docker_registry_image_name and docker_registry_image_tag.',
  },
  {
    pattern: /failed to (?:read|solve).*dockerfile|dockerfile: no such file/i,
    cause: 'The Dockerfile was not found.',
    fix: 'Correct dockerfile_location and base_directory.',
  },
  {
    pattern:
      /(?:missing|required|undefined|not set|must be set)[^\n]{0,60}\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b|\b[A-Z][A-Z0-9]*_[A-Z0-9_]+\b[^\n]{0,60}(?:missing|required|undefined|not set|must be set)/,
    cause: 'An environment variable is missing.',
    fix: 'Set it with env_set, then deploy.',
  },
  {
    pattern: /econnrefused|connection refused|enotfound|could not connect|no route to host/i,
    cause: 'A service that the application needs cannot be reached.',
    fix: 'Check that the database or service is running and that its address is correct.',
  },
  {
    pattern: /health ?check|unhealthy|probe/i,
    cause: 'The new version did not become healthy.',
    fix: 'Check ports_exposes, health_check_path and the container log.',
  },
  {
    pattern: /timed out|deadline|timeout/i,
    cause: 'A step timed out.',
    fix: 'Check the step and the load on the server.',
  },
  {
    pattern: /unreachable|not reachable|blocked/i,
    cause: 'The server cannot be reached.',
    fix: 'Validate the server.',
  },
];

export interface LikelyCause {
  cause: string;
  fix: string;
  /** Log line that matched. */
  evidence: string;
}

const MAX_EVIDENCE = 300;

/**
 * Find the most likely cause of a failure, with the newest line that matches it; null when no line matches a pattern.
 */
export function likelyCause(lines: readonly string[]): LikelyCause | null {
  for (const { pattern, cause, fix } of explanations) {
    const evidence = lines.findLast((line) => pattern.test(line.slice(0, 2000)));
    if (evidence !== undefined) return { cause, fix, evidence: evidence.slice(0, MAX_EVIDENCE) };
  }
  return null;
}
