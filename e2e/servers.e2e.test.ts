// Validation of servers against real machines: sshd, Docker engines, changed host keys, pulled cables.
import { afterAll, beforeAll } from 'vitest';
import { describeHostKeys } from './servers/host-keys';
import { describeReachability } from './servers/reachability';
import { openStage, type Stage } from './servers/stage';
import { describeValidation } from './servers/validation';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

const opened = () => stage;

describeValidation(opened);
describeHostKeys(opened);
describeReachability(opened);
