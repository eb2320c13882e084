import { describe, expect, it } from 'vitest';
import { applicationActions, applicationCan, applicationOffers, deploymentCan } from './states';

describe('an application', () => {
  it('that is being deleted can only be deleted', () => {
    const deleting = { status: 'running:healthy', isDeleting: true };
    expect(applicationActions.filter((action) => applicationCan(action, deleting))).toEqual(['delete']);
    expect(applicationActions.filter((action) => applicationOffers(action, deleting))).toEqual(['delete']);
  });

  it('offers a start of what is stopped, and a stop or restart of what runs', () => {
    const offered = (status: string) =>
      (['start', 'stop', 'restart'] as const).filter((action) =>
        applicationOffers(action, { status, isDeleting: false }),
      );
    expect(offered('exited')).toEqual(['start']);
    expect(offered('running:unhealthy')).toEqual(['stop', 'restart']);
  });
});

describe('a deployment', () => {
  it('can be cancelled while it waits or runs, and not while it is undone', () => {
    expect([deploymentCan.cancel('queued'), deploymentCan.cancel('in_progress')]).toEqual([true, true]);
    expect(deploymentCan.cancel('in_progress', { isUndoing: true })).toBe(false);
    expect(deploymentCan.cancel('failed')).toBe(false);
  });
});
