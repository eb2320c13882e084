// `npm run demo`: everything from nothing to a live application, with nothing to answer. Ctrl-C ends what it started.
import { join } from 'node:path';
import { builds, ensureBuilt } from './build.mjs';
import { ensurePrograms } from './debian.mjs';
import { deploy, ensureApplication } from './demo/application.mjs';
import { box } from './demo/box.mjs';
import { stopContainersAround } from './demo/containers.mjs';
import { signedInApi, startGantry } from './demo/gantry.mjs';
import { untilLive } from './demo/live.mjs';
import { refuseSecondDemo } from './demo/only-one.mjs';
import { serveExample } from './demo/repository.mjs';
import { ensureServer, ensureUsable } from './demo/server.mjs';
import { demoFolder, ensureOwner } from './demo/settings.mjs';
import { stoppers } from './demo/stoppers.mjs';
import { ensureDockerEngine } from './docker-engine.mjs';
import { ensureImage } from './images.mjs';
import { ensureNpm } from './packages.mjs';
import { ensureSshd } from './sshd.mjs';
import { main, numberedSteps } from './steps.mjs';

const programs = { dockerd: 'docker.io', sshd: 'openssh-server', git: 'git', curl: 'curl', jq: 'jq' };
const images = ['caddy:2', 'busybox:stable'];
const domain = 'http://hello.localhost';
const step = numberedSteps(13 + builds.length);
const running = stoppers();

async function showDemo() {
  await step('Look for a demo that runs already', refuseSecondDemo);
  await step('Install npm packages', ensureNpm);
  await step('Install Docker, OpenSSH and Git', () => ensurePrograms(programs));
  for (const build of builds) await step(build.title, () => ensureBuilt(build));
  const engine = await step('Start the Docker engine', () => ensureDockerEngine(join(demoFolder, 'docker')));
  if (engine.isOwn) await running.add('the Docker engine', engine);
  await step('Get the images of the proxy and the example', async (say) => {
    for (const image of images) say(`${image} ${await ensureImage(image)}`);
  });
  const sshd = await step('Start an SSH server on loopback', async () =>
    running.add('the SSH server', await ensureSshd(join(demoFolder, 'sshd'))),
  );
  const repository = await step('Put the example into a Git repository', async () =>
    running.add('the Git server', await serveExample()),
  );
  const owner = await ensureOwner();
  const gantry = await step('Start Gantry', async () => running.add('Gantry', await startGantry(owner)));
  const api = await step('Create an API token', () => signedInApi(gantry, owner));
  const server = await step('Register this machine as a server', async () => {
    const uuid = await ensureServer(api, sshd);
    await ensureUsable(api, uuid);
    return uuid;
  });
  const application = await step('Create the application', () =>
    ensureApplication(api, { server, repository: repository.url, domain }),
  );
  if (!engine.isOwn) await running.add('the example', { stop: () => stopContainersAround(application) });
  await step('Deploy it', (say) => deploy(api, application, say));
  await step('Open it through its domain', () => untilLive(domain, 'Gantry'));
  process.stdout.write(
    box('Gantry is running, and so is the example', [
      ['Example', domain],
      ['Console', gantry.address],
      ['E-mail', owner.email],
      ['Password', owner.password],
    ]),
  );
  process.stdout.write(
    `Ctrl-C ends it; the next run finds everything again. Log: ${join(demoFolder, 'gantry.log')}\n`,
  );
  await gantry.untilEnded();
  throw new Error(`Gantry ended by itself: see ${join(demoFolder, 'gantry.log')}`);
}

await main(() => running.untilInterrupted(showDemo));
