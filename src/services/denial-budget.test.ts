import { describe, expect, it } from 'vitest';
import { DenialBudget } from './denial-budget';

const at = (second: number) => new Date(Date.UTC(2026, 2, 1, 12, 0, second));

function admitted(budget: DenialBudget, address: string, times: number, second = 0): number {
  return Array.from({ length: times }, () => budget.admit(address, at(second))).filter(
    ({ isAdmitted }) => isAdmitted,
  ).length;
}

describe('refusals of unknown callers', () => {
  it('have thirty rows a minute and address', () => {
    const budget = new DenialBudget();
    expect(admitted(budget, '192.0.2.1', 100)).toBe(30);
    expect(admitted(budget, '192.0.2.2', 100)).toBe(30);
    expect(admitted(budget, '192.0.2.1', 100, 60)).toBe(30);
  });

  it('that have none are counted, and told once the minute is over', () => {
    const budget = new DenialBudget();
    admitted(budget, '192.0.2.1', 35);
    admitted(budget, '192.0.2.2', 5);
    expect(budget.drain(at(59))).toEqual([]);
    expect(budget.admit('192.0.2.9', at(60)).leftOut).toEqual([
      { address: '192.0.2.1', minute: at(0), count: 5 },
    ]);
    expect(budget.drain(at(120))).toEqual([]);
  });

  it('of many addresses have six hundred rows together, and one entry for all others', () => {
    const budget = new DenialBudget();
    let rows = 0;
    for (let host = 0; host < 2_000; host++) rows += admitted(budget, `10.0.${host >> 8}.${host & 255}`, 1);
    expect(rows).toBe(600);
    expect(budget.drain(at(60))).toEqual([{ address: 'other addresses', minute: at(0), count: 1_400 }]);
  });

  it('of one IPv6 subscriber are those of one address', () => {
    const budget = new DenialBudget();
    let rows = 0;
    for (let host = 1; host <= 100; host++) rows += admitted(budget, `2001:db8:1:2::${host.toString(16)}`, 1);
    expect(rows).toBe(30);
  });

  it('ask once a minute to be counted when it is over', () => {
    const budget = new DenialBudget();
    const asked = (second: number) =>
      Array.from({ length: 40 }, () => budget.admit('192.0.2.1', at(second)).isFirstLeftOut).filter(Boolean);
    expect(asked(0)).toHaveLength(1);
    expect(asked(60)).toHaveLength(1);
  });
});
