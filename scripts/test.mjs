// `npm test`: installs what the tests need and runs all of them, cheapest first, until one fails.
import { ensurePrograms } from './debian.mjs';
import { ensureNpm } from './packages.mjs';
import { bold, duration, main, numberedSteps } from './steps.mjs';
import { rounds } from './test/phases.mjs';
import { runRound } from './test/run-phase.mjs';

const programs = {
  dockerd: 'docker.io',
  'docker-compose': 'docker-compose',
  sshd: 'openssh-server',
  git: 'git',
  curl: 'curl',
  jq: 'jq',
  busybox: 'busybox-static',
  tcsh: 'tcsh',
  fish: 'fish',
  zsh: 'zsh',
  sudo: 'sudo',
  ip: 'iproute2',
  iptables: 'iptables',
  chromium: 'chromium',
  'systemd-nspawn': 'systemd-container',
};

await main(async () => {
  const step = numberedSteps(2);
  await step('Install npm packages', ensureNpm);
  await step('Install the programs the tests use', () => ensurePrograms(programs));
  if (process.getuid() !== 0)
    throw new Error('The tests start machines of their own in namespaces: run them as root.');
  await runPhases();
});

async function runPhases() {
  const started = Date.now();
  const total = { passed: 0, failed: 0 };
  const times = [];
  for (const round of rounds) {
    const results = await runRound(round);
    times.push(results);
    for (const { phase, code, passed, failed } of results) {
      total.passed += passed;
      total.failed += failed;
      if (code === 0) continue;
      process.stdout.write(`\n${bold(`${phase.title} failed: npm run ${phase.script}`)}\n`);
      // A phase that fails without a failing test, such as a wrong type, must not look like a green run.
      if (failed === 0) total.failed += 1;
      process.exitCode = 1;
    }
    if (process.exitCode) break;
  }
  process.stdout.write(`\n${timeTable(times)}\nTests took ${duration(Date.now() - started)}.\n`);
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
}

/** How long each phase took; what ran beside the phase above it is marked. */
function timeTable(rounds) {
  const rows = rounds.flatMap((results) =>
    results.map(({ phase, tookMs }, index) => [
      `${index === 0 ? '' : '  beside it: '}${phase.title}`,
      duration(tookMs),
    ]),
  );
  const width = Math.max(...rows.map(([title]) => title.length));
  return rows.map(([title, took]) => `${title.padEnd(width)}  ${took.padStart(8)}\n`).join('');
}
