import { describe, expect, it } from 'vitest';
import { completeDockerfile } from './nixpacks-dockerfile';

/** As nixpacks writes it for an application with `TOKEN` and `GREETING` in nixpacks.toml. */
const dockerfile = `FROM ghcr.io/railwayapp/nixpacks:ubuntu

ENTRYPOINT ["/bin/bash", "-l", "-c"]
WORKDIR /app/


COPY .nixpacks/nixpkgs-1.nix .nixpacks/nixpkgs-1.nix
RUN nix-env -if .nixpacks/nixpkgs-1.nix && nix-collect-garbage -d


ARG CI GREETING NODE_ENV TOKEN
ENV CI=$CI GREETING=$GREETING NODE_ENV=$NODE_ENV TOKEN=$TOKEN

# install phase
COPY . /app/.
RUN --mount=type=cache,id=app0001-/root/npm,target=/root/.npm --mount=type=cache,id=app0001-b,target=/app/b npm ci

# start
COPY . /app

CMD ["npm start"]
`;
const script =
  'build /a/source -f /a/source/.nixpacks/Dockerfile -t 1 --build-arg CI=true --build-arg GREETING=say "hi" for \\ $5 --build-arg NODE_ENV=production --build-arg TOKEN=canary';

const complete = (more: Partial<Parameters<typeof completeDockerfile>[1]> = {}) =>
  completeDockerfile(
    { dockerfile, script },
    { keys: ['TOKEN'], as: 'arguments', builder: 'buildkit', ...more },
  );
const changed = (text: string) => text.split('\n').filter((line) => !dockerfile.split('\n').includes(line));

describe('the Dockerfile of nixpacks', () => {
  it('gets the values of the plan, and none that the build is given', () => {
    expect(changed(complete())).toEqual([
      'ARG CI="true"',
      'ARG GREETING="say \\"hi\\" for \\\\ \\$5"',
      'ARG NODE_ENV="production"',
      'ARG TOKEN',
    ]);
    expect(complete()).not.toContain('canary');
  });

  it('keeps secrets out of the image, and gives them to every instruction', () => {
    const text = complete({ as: 'secrets' });
    const mount = '--mount=type=secret,id=TOKEN,env=TOKEN';
    expect(changed(text).slice(1)).toEqual([
      'ARG CI="true"',
      'ARG GREETING="say \\"hi\\" for \\\\ \\$5"',
      'ARG NODE_ENV="production"',
      'ENV CI=$CI GREETING=$GREETING NODE_ENV=$NODE_ENV',
      `RUN ${mount} --mount=type=cache,id=app0001-/root/npm,target=/root/.npm --mount=type=cache,id=app0001-b,target=/app/b npm ci`,
    ]);
    expect(changed(text)[0]).toMatch(`RUN ${mount} nix-env`);
    expect(text).not.toMatch(/canary|(ARG|ENV).*TOKEN/);
  });

  it('has nothing that the classic builder does not understand', () => {
    expect(changed(complete({ builder: 'classic' }))).toContain('RUN npm ci');
  });

  it('carries what no shell can export', () => {
    expect(changed(complete({ keys: ['TOKEN', 'spring.url'] })).slice(0, 2)).toEqual([
      'ARG GANTRY_VARIABLE_1',
      'ARG spring.url="$GANTRY_VARIABLE_1"',
    ]);
  });

  it('needs no variables', () => {
    const output = { dockerfile: 'FROM a\n\nCMD ["b"]\n', script: 'build /a' };
    expect(completeDockerfile(output, { keys: [], as: 'arguments', builder: 'buildkit' })).toBe(
      output.dockerfile,
    );
  });

  it('reads a value that looks like options as a value', () => {
    const spoofed = script.replace('canary', 'x --build-arg NODE_ENV=evil');
    const text = completeDockerfile(
      { dockerfile, script: spoofed },
      { keys: ['TOKEN'], as: 'arguments', builder: 'buildkit' },
    );
    expect(text).toContain('ARG NODE_ENV="production"');
  });

  it('is refused without the values, and with one that it cannot hold', () => {
    const of = (text: string) => () =>
      completeDockerfile({ dockerfile, script: text }, { keys: [], as: 'arguments', builder: 'buildkit' });
    expect(of('build /a')).toThrow(/value of TOKEN/);
    expect(of(script.replace('say', 'say\n'))).toThrow(/sets GREETING to several lines/);
  });
});
