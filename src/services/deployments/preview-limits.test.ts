import { describe, expect, it } from 'vitest';
import { limitsOfPreview } from './preview-limits';

const none = { limitsMemory: '0', limitsMemorySwap: '0', limitsMemoryReservation: '0', limitsCpus: '0' };
const own = { limitsMemory: '1g', limitsMemorySwap: '3g', limitsMemoryReservation: '512m', limitsCpus: '2' };
const asApplication = { previewLimitsMemory: null, previewLimitsCpus: null };

/** With columns that are no limits. */
const row = { ...own, uuid: 'app0001' };

describe('the limits of a preview', () => {
  it('are those of the application unless it has its own', () => {
    expect(limitsOfPreview(row, asApplication, false)).toEqual(own);
    expect(limitsOfPreview(none, asApplication, false)).toEqual(none);
    expect(limitsOfPreview(own, { previewLimitsMemory: '0', previewLimitsCpus: '0' }, false)).toMatchObject({
      limitsMemory: '0',
      limitsMemorySwap: '0',
      limitsCpus: '0',
    });
  });

  it('keep only swap and reservation that Docker accepts with them', () => {
    const limits = { previewLimitsMemory: '256m', previewLimitsCpus: null };
    expect(limitsOfPreview(own, limits, false)).toEqual({
      limitsMemory: '256m',
      limitsMemorySwap: '0',
      limitsMemoryReservation: '0',
      limitsCpus: '2',
    });
    expect(limitsOfPreview(own, { ...limits, previewLimitsMemory: '600m' }, false)).toMatchObject({
      limitsMemoryReservation: '512m',
    });
  });

  it('of a fork are never none', () => {
    const capped = { ...none, limitsMemory: '512m', limitsCpus: '1' };
    expect(limitsOfPreview(none, asApplication, true)).toEqual(capped);
    expect(limitsOfPreview(none, { previewLimitsMemory: '0m', previewLimitsCpus: '0.0' }, true)).toEqual(
      capped,
    );
    expect(limitsOfPreview({ ...none, limitsMemoryReservation: '2g' }, asApplication, true)).toEqual(capped);
    expect(limitsOfPreview(own, asApplication, true)).toEqual(own);
    expect(limitsOfPreview(own, { previewLimitsMemory: '2g', previewLimitsCpus: '4' }, true)).toMatchObject({
      limitsMemory: '2g',
      limitsCpus: '4',
    });
  });
});
