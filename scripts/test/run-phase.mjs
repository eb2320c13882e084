import { spawn } from 'node:child_process';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { inProject, projectFolder } from '../project.mjs';
import { bold, dim, duration, green, red } from '../steps.mjs';

/** How each runner is asked for a report beside what it prints, and how the report is counted. */
const runners = {
  vitest: {
    options: (file) => ({
      args: ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
      env: {},
    }),
    count: (report) => ({ passed: report.numPassedTests, failed: report.numFailedTests }),
  },
  playwright: {
    options: (file) => ({ args: ['--reporter=list,json'], env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file } }),
    count: ({ stats }) => ({
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected,
      again: stats.flaky,
    }),
  },
  chaos: {
    options: (file) => ({ args: [`--report=${file}`], env: {} }),
    count: ({ passed, failed }) => ({ passed, failed }),
  },
};

/**
 * Run the phases of a round side by side: the first on this terminal, what the others print comes when they have
 * ended. Return for each its exit code, how long it took and how many tests passed and failed.
 */
export function runRound([first, ...others]) {
  return Promise.all([runPhase(first, runOnTerminal), ...others.map((phase) => runPhase(phase, runAside))]);
}

async function runPhase(phase, run) {
  const { title, script, runner, tries = 1 } = phase;
  const heading = `\n${bold(title)} ${dim(`npm run ${script}`)}\n`;
  const started = Date.now();
  const report = inProject('.cache', 'test-reports', `${script.replace(':', '-')}.json`);
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const { args, env } = runner ? runners[runner].options(report) : { args: [], env: {} };
  const attempt = () => run(heading, ['run', '--silent', script, '--', ...args], env);
  let code = await attempt();
  let again = 0;
  if (code !== 0 && tries > 1) {
    process.stdout.write(red(`✗ ${title} failed, and runs once more.\n`));
    code = await attempt();
    again = code === 0 ? 1 : 0;
  }
  const counts = { again, ...(runner && (await countsIn(report, runners[runner].count))) };
  const late = counts.again ? ` (${counts.again} of them only at the second try)` : '';
  const tests = runner ? `, ${counts.passed} passed${late}, ${counts.failed} failed` : '';
  const tookMs = Date.now() - started;
  process.stdout.write(`${code === 0 ? green('✓') : red('✗')} ${title} ${dim(duration(tookMs) + tests)}\n`);
  return { phase, code, tookMs, passed: 0, failed: 0, ...counts };
}

function runOnTerminal(heading, args, env) {
  process.stdout.write(heading);
  return ended(spawnNpm(args, env, 'inherit'));
}

async function runAside(heading, args, env) {
  const child = spawnNpm(args, env, 'pipe');
  const printed = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => printed.push(chunk));
  const code = await ended(child);
  process.stdout.write(heading + Buffer.concat(printed).toString());
  return code;
}

function spawnNpm(args, env, output) {
  const options = { cwd: projectFolder, env: { ...process.env, ...env } };
  return spawn('npm', args, { ...options, stdio: ['ignore', output, output] });
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}

/** A runner that broke before it ran a test leaves no report: then its exit code tells. */
async function countsIn(file, count) {
  const text = await readFile(file, 'utf8').catch((error) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  return text === undefined ? { passed: 0, failed: 0 } : count(JSON.parse(text));
}
