import { describe, expect, it } from 'vitest';
import { parseInstructions } from './dockerfile';
import { withBuildArguments, withBuildSecrets, withCarriedArguments } from './inject-variables';

const dockerfile = `# syntax=docker/dockerfile:1
ARG BASE=node:20
FROM --platform=linux/amd64 \\
  # which base
  $BASE AS build
RUN <<EOF
FROM not an instruction
EOF
COPY <<-"A" <<B /x
FROM here
	A
B
RUN echo \\

  FROM inside
from scratch
COPY --from=build / /
`;

describe('the instructions of a Dockerfile', () => {
  it('end after continuations, comments inside them, and heredocs', () => {
    expect(
      parseInstructions(dockerfile.split('\n')).map(({ name, first, last }) => `${name} ${first}-${last}`),
    ).toEqual(['ARG 1-1', 'FROM 2-4', 'RUN 5-7', 'COPY 8-11', 'RUN 12-14', 'FROM 15-15', 'COPY 16-16']);
  });

  it('are not confused by a shift that looks like a heredoc', () => {
    const lines = ['RUN echo $((1<<2)) 1<<x2', 'FROM a', 'RUN cat <<NEVER', 'FROM b'];
    expect(parseInstructions(lines).map(({ name }) => name)).toEqual(['RUN', 'FROM', 'RUN', 'FROM']);
  });

  it('honour the escape directive', () => {
    const lines = ['# escape=`', 'FROM a', 'RUN dir C:\\', 'RUN x `', 'FROM y'];
    expect(parseInstructions(lines).map(({ name }) => name)).toEqual(['FROM', 'RUN', 'RUN']);
  });
});

describe('build-time variables', () => {
  it('are declared after each FROM and nowhere else', () => {
    const injected = withBuildArguments(dockerfile, ['A', 'B']).split('\n');
    expect(injected.filter((line) => line === 'ARG A')).toHaveLength(2);
    expect(injected.slice(4, 7)).toEqual(['  $BASE AS build', 'ARG A', 'ARG B']);
    expect(injected.filter((line) => !/^ARG [AB]$/.test(line)).join('\n')).toBe(dockerfile);
  });

  it('travel under a neutral name when no shell can export theirs', () => {
    const keys = ['A', 'spring.url', 'B', 'x.y'];
    expect(withBuildArguments('FROM a\nRUN make\n', keys)).toBe(
      [
        ...['FROM a', 'ARG A', 'ARG GANTRY_VARIABLE_1', 'ARG spring.url="$GANTRY_VARIABLE_1"', 'ARG B'],
        ...['ARG GANTRY_VARIABLE_2', 'ARG x.y="$GANTRY_VARIABLE_2"', 'RUN make', ''],
      ].join('\n'),
    );
    expect(withCarriedArguments('FROM a\nARG A\nARG x.y\nRUN make\nARG \\\n  spring.url=local\n', keys)).toBe(
      [
        ...[
          'FROM a',
          'ARG A',
          'ARG x.y',
          'ARG GANTRY_VARIABLE_2',
          'ARG x.y="$GANTRY_VARIABLE_2"',
          'RUN make',
        ],
        ...[
          'ARG \\',
          '  spring.url=local',
          'ARG GANTRY_VARIABLE_1',
          'ARG spring.url="$GANTRY_VARIABLE_1"',
          '',
        ],
      ].join('\n'),
    );
  });

  it('are mounted into each RUN when they are secrets', () => {
    const injected = withBuildSecrets('FROM a\nRUN make\n  run --network=none x\nCMD ["RUN"]\n', ['KEY']);
    const mount = '--mount=type=secret,id=KEY,env=KEY';
    expect(injected).toBe(`FROM a\nRUN ${mount} make\n  run ${mount} --network=none x\nCMD ["RUN"]\n`);
  });
});
