import type { EnvironmentVariable, Workload } from '../../db/generated/client';
import type { ScopedModels } from '../../db/scope';
import { AppError, invalidField, notFound } from '../../domain/error';
import { newUuid } from '../../lib/random';
import type { Scope } from '../context';
import { excessOf } from './limits';
import { openValue, sealValue } from './sealed';
import type { VariableInput, VariablePatch } from './variable';

/** All variables of one workload while one request changes them: read once, written row by row. */
export class VariableSet {
  readonly #scope: Scope;
  readonly #tx: ScopedModels;
  readonly #workloadId: number;
  readonly #hasPreviews: boolean;
  readonly #rows: Map<string, EnvironmentVariable>;

  constructor(
    scope: Scope,
    tx: ScopedModels,
    workload: Pick<Workload, 'id' | 'kind'>,
    rows: readonly EnvironmentVariable[],
  ) {
    this.#scope = scope;
    this.#tx = tx;
    this.#workloadId = workload.id;
    this.#hasPreviews = workload.kind === 'application';
    this.#rows = new Map(rows.map((row) => [rowKey(row), row]));
  }

  find(key: string, isPreview: boolean): EnvironmentVariable | undefined {
    return this.#rows.get(rowKey({ key, isPreview }));
  }

  /**
   * Update a variable.
   * @throws AppError 404 for an unknown uuid, 409 when the new key belongs to another one, 422 for the wrong set
   */
  async patch({ uuid, ...changes }: VariablePatch): Promise<EnvironmentVariable> {
    const existing = [...this.#rows.values()].find((row) => row.uuid === uuid);
    if (!existing) throw notFound('Environment variable');
    const { key = existing.key, isPreview = existing.isPreview } = changes;
    if (isPreview !== existing.isPreview)
      throw invalidField(
        'is_preview',
        `The variable with this uuid is ${isPreview ? 'not ' : ''}a preview variable.`,
      );
    if (key !== existing.key && this.find(key, isPreview))
      throw new AppError('conflict', 'Environment variable already exists. Use PATCH request to update it.');
    return this.replace(existing, changes);
  }

  /**
   * Append a variable to the list. A production variable of an application creates its preview twin, unless there is
   * one (D5.4).
   */
  async insert(input: VariableInput): Promise<EnvironmentVariable> {
    checkShareable(input, input.isPreview);
    const order = Math.max(0, ...[...this.#rows.values()].map((row) => row.order)) + 1;
    const created = await this.#insertRow(input, order);
    this.#scope.notes.changed({ valueSealed: null }, created, created.key);
    if (this.#hasPreviews && !input.isPreview && !this.find(input.key, true))
      await this.#insertRow({ ...input, isPreview: true }, order);
    return created;
  }

  /**
   * Replace the given fields. An unchanged value keeps its sealed bytes.
   * @throws AppError 422 for a production variable that should be shared with forks
   */
  async replace(existing: EnvironmentVariable, input: Partial<VariableInput>): Promise<EnvironmentVariable> {
    const { value, isPreview, ...flags } = input;
    checkShareable(input, existing.isPreview);
    const { sealer } = this.#scope.database;
    const isSame = value === undefined || openValue(sealer, existing).reveal() === value;
    const row = await this.#tx.environmentVariable.update({
      where: { id: existing.id },
      data: { ...flags, ...(isSame ? {} : { valueSealed: sealValue(sealer, value) }) },
    });
    this.#rows.delete(rowKey(existing));
    this.#rows.set(rowKey(row), row);
    this.#scope.notes.changed(existing, row, row.key);
    return row;
  }

  async remove(uuid: string): Promise<boolean> {
    const row = [...this.#rows.values()].find((each) => each.uuid === uuid);
    if (!row) return false;
    await this.#tx.environmentVariable.delete({ where: { id: row.id } });
    this.#rows.delete(rowKey(row));
    this.#scope.notes.changed(row, { valueSealed: null }, row.key);
    return true;
  }

  /**
   * Refuse too many variables (hostile-inputs row 54) or too long ones (deployment contract D5.1). Production variables
   * and their preview twins are two sets, each with its own limit.
   */
  checkLimits(): void {
    for (const isPreview of [false, true]) {
      const rows = [...this.#rows.values()].filter((row) => row.isPreview === isPreview);
      const excess = excessOf(rows.map((row) => openValue(this.#scope.database.sealer, row)));
      if (excess) throw invalidField(excess.about, excess.message);
    }
  }

  async #insertRow({ value, ...flags }: VariableInput, order: number): Promise<EnvironmentVariable> {
    const row = await this.#tx.environmentVariable.create({
      data: {
        uuid: newUuid(),
        organizationId: this.#scope.organizationId,
        workloadId: this.#workloadId,
        order,
        valueSealed: sealValue(this.#scope.database.sealer, value),
        ...flags,
      },
    });
    this.#rows.set(rowKey(row), row);
    return row;
  }
}

/** Refuse a flag that would have no effect: forks get only preview variables (deployment contract D8.3). */
function checkShareable({ isShareable }: Partial<VariableInput>, isPreview: boolean): void {
  if (isShareable && !isPreview)
    throw invalidField(
      'is_shareable',
      'Previews of forks get no production variables. Send it with is_preview, for the preview variable.',
    );
}

function rowKey({ key, isPreview }: Pick<EnvironmentVariable, 'key' | 'isPreview'>): string {
  return `${isPreview ? 'preview' : 'production'} ${key}`;
}
