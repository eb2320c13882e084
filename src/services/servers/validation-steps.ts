import { z } from 'zod';
import type { Server } from '../../db/generated/client';
import { type ValidationStep, validationStep } from '../../domain/validation-step';
import { changed } from '../changed';
import type { OrganizationScope } from '../context';

const steps = z.array(validationStep);

/** The stored steps of the last validation, or of the running one. */
export function storedSteps(server: Pick<Server, 'validationSteps'>): ValidationStep[] {
  return steps.parse(server.validationSteps ?? []);
}

/** Thrown to end a validation after `step` has failed. */
export class ValidationStopped extends Error {
  constructor(
    readonly step: ValidationStep,
    cause?: unknown,
  ) {
    super(step.detail ?? step.title, { cause });
    this.name = 'ValidationStopped';
  }
}

/** The steps of one validation: stored and announced with every change, so that a page follows them live. */
export class ValidationRecord {
  readonly #steps: ValidationStep[] = [];

  constructor(
    private readonly scope: OrganizationScope,
    private readonly server: Pick<Server, 'id' | 'uuid'>,
  ) {}

  /** Add the step, or replace the one with its id. */
  async report(step: ValidationStep): Promise<void> {
    const index = this.#steps.findIndex(({ id }) => id === step.id);
    if (index === -1) this.#steps.push(step);
    else this.#steps[index] = step;
    await this.scope.db.server.updateMany({
      where: { id: this.server.id },
      data: { validationSteps: this.#steps },
    });
    await changed(this.scope, 'server', this.server.uuid);
  }

  /**
   * Run one step. `work` returns what it found, in words, and a `fix` for what works but not well; `failed` turns a
   * thrown error into detail and fix.
   * @throws ValidationStopped after the failure is recorded
   */
  async run<T extends { detail: string | null; fix?: string | null }>(
    id: string,
    title: string,
    work: () => Promise<T>,
    failed: (error: unknown) => Pick<ValidationStep, 'detail' | 'fix'>,
  ): Promise<T> {
    await this.report({ id, title, state: 'running', detail: null, fix: null });
    try {
      const result = await work();
      const { detail, fix = null } = result;
      await this.report({ id, title, state: fix === null ? 'passed' : 'warned', detail, fix });
      return result;
    } catch (error) {
      const step: ValidationStep = { id, title, state: 'failed', ...failed(error) };
      await this.report(step);
      throw new ValidationStopped(step, error);
    }
  }

  /** The text of `validation_logs`: every step that needs attention; null when there is none. */
  logs(): string | null {
    const lines = this.#steps
      .filter(({ state }) => state === 'failed' || state === 'warned')
      .map(({ title, detail, fix }) =>
        [`${title}: ${detail ?? ''}`, ...(fix ? [`Fix: ${fix}`] : [])].join('\n'),
      );
    return lines.length === 0 ? null : lines.join('\n');
  }
}
