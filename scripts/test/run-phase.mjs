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
    count: ({ stats }) => ({ passed: stats.expected + stats.flaky, failed: stats.unexpected }),
  },
};

/** Runs one npm script on this terminal; answers its exit code and how many tests passed and failed. */
export async function runPhase({ title, script, runner }) {
  process.stdout.write(`\n${bold(title)} ${dim(`npm run ${script}`)}\n`);
  const started = Date.now();
  const report = inProject('.cache', 'test-reports', `${script.replace(':', '-')}.json`);
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const { args, env } = runner ? runners[runner].options(report) : { args: [], env: {} };
  const code = await runOnTerminal(['run', '--silent', script, '--', ...args], env);
  const counts = runner ? await countsIn(report, runners[runner].count) : { passed: 0, failed: 0 };
  const tests = runner ? `, ${counts.passed} passed, ${counts.failed} failed` : '';
  process.stdout.write(
    `${code === 0 ? green('✓') : red('✗')} ${title} ${dim(duration(Date.now() - started) + tests)}\n`,
  );
  return { code, ...counts };
}

function runOnTerminal(args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn('npm', args, {
      cwd: projectFolder,
      env: { ...process.env, ...env },
      stdio: 'inherit',
    });
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
