import { describe, expect, it } from 'vitest';
import { problemText, readCompose } from './compose.testing';

const problemsOf = (text: string) => readCompose(text).problems.map(problemText);
const warningsOf = (text: string) => readCompose(text).warnings.map(problemText);

describe('labels of a file', () => {
  it('may not be those by which Gantry finds what it manages', () =>
    expect(
      problemsOf(`services:
  web:
    image: nginx:1
    labels:
      - gantry.pull-request=7
volumes:
  data:
    labels: {gantry.organization: x}
networks:
  inner:
    labels: {gantry.kind: proxy}
`),
    ).toEqual([
      '11:14 networks.inner.labels.gantry.kind: Labels that begin with gantry. are reserved.',
      '8:14 volumes.data.labels.gantry.organization: Labels that begin with gantry. are reserved.',
      '4:5 web labels.gantry.pull-request: Labels that begin with gantry. are reserved.',
    ]));
});

describe('names at the top of a file', () => {
  it('are ignored, which a note says, unless they find something that is there', () =>
    expect(
      warningsOf(`services:
  web:
    image: nginx:1
    volumes: [data:/data, lent:/lent]
volumes:
  data: {name: fixed}
  lent: {name: other, external: true}
`),
    ).toEqual(['6:10 volumes.data.name: Is ignored: what belongs to a resource is named by it.']));
});
