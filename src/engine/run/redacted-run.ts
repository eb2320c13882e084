import { Redactor } from '../../transport/redaction/redactor';
import type { Facts } from '../plan/facts';
import type { Step } from '../plan/types';
import type { JobOffset, Journal, JournalState, LogEntry, UndoDelay } from '../step/journal';
import type { PlanResult, PlanRun } from './plan-run';

/** Values that are not redacted: common words of logs, without which its lines would be useless. */
const ORDINARY = /^(?:\d{1,5}|true|false|null|none|info|debug|production|development|staging|test)$/i;

/**
 * Wrap a run so that its journal shows no secret, whatever an action or an error says (`deployment.md` D2.7), and do
 * the same for its result.
 */
export function withoutSecrets(given: PlanRun): {
  run: PlanRun;
  redacted: (result: PlanResult) => PlanResult;
} {
  const secrets = given.secrets.filter((secret) => !ORDINARY.test(secret.reveal()));
  const redactor = new Redactor(secrets);
  return {
    run: { ...given, journal: new RedactedJournal(given.journal, redactor) },
    redacted: ({ reason, leftovers, ...result }) => ({
      ...result,
      ...(reason !== undefined && { reason: redactor.redact(reason) }),
      ...(leftovers !== undefined && { leftovers: redactor.redact(leftovers) }),
    }),
  };
}

class RedactedJournal implements Journal {
  constructor(
    private readonly journal: Journal,
    private readonly redactor: Redactor,
  ) {}

  load(): Promise<JournalState> {
    return this.journal.load();
  }

  stepStarted(step: Pick<Step, 'id' | 'title'>): Promise<void> {
    return this.journal.stepStarted(step);
  }

  stepFinished(stepId: string, facts: Facts, skipped: boolean): Promise<void> {
    return this.journal.stepFinished(stepId, facts, skipped);
  }

  stepFailed(stepId: string, reason: string, cancelled: boolean): Promise<void> {
    return this.journal.stepFailed(stepId, this.redactor.redact(reason), cancelled);
  }

  undoDelayed(delay: UndoDelay): Promise<void> {
    return this.journal.undoDelayed({ ...delay, problem: this.redactor.redact(delay.problem) });
  }

  append(lines: readonly LogEntry[], offset?: JobOffset): Promise<void> {
    const clean = lines.map((line) => ({ ...line, text: this.redactor.redact(line.text) }));
    return this.journal.append(clean, offset);
  }
}
