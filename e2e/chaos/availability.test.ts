import { describe, expect, it } from 'vitest';
import { Availability } from './availability';

describe('outages of an application', () => {
  it('count from a probe that fails after one that succeeded to the next that succeeds', () => {
    const availability = new Availability();
    availability.deployed(0, 10);
    availability.probed(11, 'refused');
    availability.probed(12, null);
    availability.probed(20, 'status 502');
    availability.probed(21, 'refused');
    availability.probed(30, null);
    expect(availability.outages).toEqual([{ from: 20, to: 30, detail: 'status 502' }]);
  });

  it('do not count before it was deployed and after it was taken down', () => {
    const availability = new Availability();
    availability.probed(1, null);
    availability.probed(2, 'refused');
    availability.deployed(0, 3);
    availability.probed(4, null);
    availability.takenDown(5);
    availability.probed(6, null);
    availability.probed(7, 'refused');
    availability.end(8);
    expect(availability.outages).toEqual([]);
  });

  it('count again when a deployment ended that was asked for after the stop, not before it', () => {
    const availability = new Availability();
    availability.takenDown(5);
    availability.deployed(4, 6);
    expect(availability.isWanted).toBe(false);
    availability.deployed(7, 8);
    availability.probed(9, null);
    availability.probed(10, 'refused');
    availability.end(11);
    expect(availability.outages).toEqual([{ from: 10, to: 11, detail: 'refused' }]);
  });

  it('are kept when the application is taken down in the middle of one', () => {
    const availability = new Availability();
    availability.deployed(0, 1);
    availability.probed(2, null);
    availability.probed(3, 'refused');
    availability.takenDown(9);
    expect(availability.outages).toEqual([{ from: 3, to: 9, detail: 'refused' }]);
  });
});
