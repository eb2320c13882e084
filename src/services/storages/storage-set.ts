import type { Storage, Workload } from '../../db/generated/client';
import type { ScopedModels } from '../../db/scope';
import { AppError, invalidField, notFound } from '../../domain/error';
import { isWithin } from '../../domain/host-access';
import { byteLength } from '../../domain/input/text';
import { FILE_CONTENTS_MAX_BYTES, STORAGES_MAX_PER_RESOURCE, storageTypeOf } from '../../domain/storage';
import { MAIN_COMPONENT } from '../../domain/workload/component-spec';
import { newUuid } from '../../lib/random';
import type { Scope } from '../context';
import { openContent, sealContent } from './sealed';
import type { StorageInput, StoragePatch, StorageReference, StoragesOf } from './storage';

/** All storages of one workload while one request changes them. */
export class StorageSet {
  readonly #scope: Scope;
  readonly #tx: ScopedModels;
  readonly #workload: Pick<Workload, 'id'>;
  readonly #of: StoragesOf;
  #rows: Storage[];

  constructor(
    scope: Scope,
    tx: ScopedModels,
    workload: Pick<Workload, 'id'>,
    of: StoragesOf,
    rows: readonly Storage[],
  ) {
    this.#scope = scope;
    this.#tx = tx;
    this.#workload = workload;
    this.#of = of;
    this.#rows = [...rows];
  }

  /** @throws AppError 404 */
  get(reference: StorageReference): Storage {
    const row = this.#rows.find(
      (each) =>
        storageTypeOf(each.kind) === reference.type &&
        ('uuid' in reference ? each.uuid === reference.uuid : each.id === reference.id),
    );
    if (!row) throw this.#missing('uuid' in reference ? reference.uuid : null);
    return row;
  }

  async insert({ content, component = MAIN_COMPONENT, ...rest }: StorageInput): Promise<Storage> {
    const input = { ...rest, component };
    this.#refuseTaken(input, null);
    const { organizationId, database } = this.#scope;
    const row = await this.#tx.storage.create({
      data: {
        uuid: newUuid(),
        organizationId,
        workloadId: this.#workload.id,
        contentSealed: input.kind === 'file' ? sealContent(database.sealer, content ?? '') : null,
        ...input,
      },
    });
    this.#rows.push(row);
    this.#checkLimits();
    this.#scope.notes.changed({ mountPath: null, contentSealed: null }, row, row.mountPath);
    return row;
  }

  /** Change a storage. An unchanged content keeps its sealed bytes. */
  async patch(
    row: Storage,
    { content, hostPath = row.hostPath, ...changes }: StoragePatch,
  ): Promise<Storage> {
    const kind = storageTypeOf(row.kind) === 'file' ? row.kind : hostPath === null ? 'volume' : 'bind';
    this.#refuseTaken({ ...row, ...changes, kind }, row.uuid);
    const { sealer } = this.#scope.database;
    const isSame = content === undefined || openContent(sealer, row)?.reveal() === content;
    const updated = await this.#tx.storage.update({
      where: { id: row.id },
      data: { ...changes, kind, hostPath, ...(!isSame && { contentSealed: sealContent(sealer, content) }) },
    });
    this.#rows = this.#rows.map((each) => (each.id === row.id ? updated : each));
    this.#checkLimits();
    this.#scope.notes.changed(row, updated, updated.mountPath);
    return updated;
  }

  /** @throws AppError 404 · 409 while it has backups */
  async remove(uuid: string): Promise<void> {
    const row = this.#rows.find((each) => each.uuid === uuid);
    if (!row) throw this.#missing(uuid);
    const backups = await this.#tx.backupSchedule.count({
      where: { workloadId: this.#workload.id, storageUuid: row.uuid },
    });
    if (backups > 0)
      throw new AppError('conflict', 'This storage has a backup schedule. Delete the schedule first.');
    await this.#tx.storage.delete({ where: { id: row.id } });
    this.#rows = this.#rows.filter((each) => each.id !== row.id);
    this.#scope.notes.changed(row, { mountPath: null, contentSealed: null }, row.mountPath);
  }

  #missing(uuid: string | null): AppError {
    const { ofFile = [] } = this.#of;
    return uuid !== null && ofFile.includes(uuid)
      ? new AppError(
          'bad_request',
          'This storage is defined in the compose file. Edit the file to change it.',
        )
      : notFound('Storage');
  }

  #refuseTaken(
    { component, kind, name, mountPath }: Pick<Storage, 'component' | 'kind' | 'name' | 'mountPath'>,
    own: string | null,
  ): void {
    const { reserved, reservedNames = [] } = this.#of;
    if (reserved(component).some((path) => isWithin(mountPath, path)))
      throw invalidField('mount_path', 'This path is used by the container itself. Choose another one.');
    const others = this.#rows.filter(({ uuid }) => uuid !== own);
    if (others.some((each) => each.component === component && each.mountPath === mountPath))
      throw new AppError('conflict', `Another storage of this resource is mounted at ${mountPath}.`);
    // Volumes and folders are named after their workload: those of two components would collide.
    const isReserved = kind === 'volume' && name !== null && reservedNames.includes(name);
    if (isReserved || (name !== null && others.some((each) => each.kind === kind && each.name === name)))
      throw new AppError('conflict', `Another storage of this resource has the name ${name}.`);
  }

  #checkLimits(): void {
    if (this.#rows.length > STORAGES_MAX_PER_RESOURCE)
      throw invalidField('mount_path', `A resource can have at most ${STORAGES_MAX_PER_RESOURCE} storages.`);
    const { sealer } = this.#scope.database;
    const bytes = this.#rows.reduce(
      (sum, row) => sum + byteLength(openContent(sealer, row)?.reveal() ?? ''),
      0,
    );
    if (bytes > FILE_CONTENTS_MAX_BYTES)
      throw invalidField(
        'content',
        `The files of a resource can have at most ${FILE_CONTENTS_MAX_BYTES / 1024 ** 2} MB in total.`,
      );
  }
}
