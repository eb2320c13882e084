// Connections and commands on real machines: a real sshd, real processes, pulled cables.
import { afterAll, beforeAll, describe } from 'vitest';
import { describeCommands } from './transport/commands';
import { testConnections } from './transport/connections';
import { testRefusals } from './transport/refusals';
import { openStage, type Stage } from './transport/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const opened = () => stage;

describeCommands(opened);
describe('connections', () => {
  testConnections(opened);
  testRefusals(opened);
});
