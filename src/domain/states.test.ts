import { describe, expect, it } from 'vitest';
import { operationCan, workloadActions, workloadCan, workloadOffers } from './states';

describe('an application', () => {
  it('that is being deleted can only be deleted', () => {
    const deleting = { status: 'running:healthy', isDeleting: true };
    expect(workloadActions.filter((action) => workloadCan(action, deleting))).toEqual(['delete']);
    expect(workloadActions.filter((action) => workloadOffers(action, deleting))).toEqual(['delete']);
  });

  it('offers a start of what is stopped, and a stop or restart of what runs', () => {
    const offered = (status: string) =>
      (['start', 'stop', 'restart'] as const).filter((action) =>
        workloadOffers(action, { status, isDeleting: false }),
      );
    expect(offered('exited')).toEqual(['start']);
    expect(offered('running:unhealthy')).toEqual(['stop', 'restart']);
  });
});

describe('a deployment', () => {
  it('can be cancelled while it waits or runs, and not while it is undone', () => {
    expect([operationCan.cancel('queued'), operationCan.cancel('in_progress')]).toEqual([true, true]);
    expect(operationCan.cancel('in_progress', { isUndoing: true })).toBe(false);
    expect(operationCan.cancel('failed')).toBe(false);
  });
});
