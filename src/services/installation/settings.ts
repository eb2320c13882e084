import { listAdmits, parseAddressList, readAddressList, splitAddressList } from '../../auth/address-list';
import { AppError } from '../../domain/error';
import type { Scope } from '../context';
import { saveInstance } from './save-instance';

/** The settings of the whole installation, which owners and admins of organization 0 set. */
export interface InstanceSettings {
  name: string;
  isApiEnabled: boolean;
  /** Addresses and CIDR ranges that may use the API; empty: everyone. */
  allowedIps: string[];
  isRegistrationEnabled: boolean;
  isTwoFactorRequired: boolean;
}

export async function getSettings(scope: Scope): Promise<InstanceSettings> {
  return settingsOf(await scope.database.db.instance.findUniqueOrThrow({ where: { id: 1 } }));
}

/**
 * Update the settings.
 * @param guard the address that saves: a list without it would lock the caller out, so it is refused unless confirmed
 * @throws AppError validation_failed, conflict
 */
export async function updateSettings(
  scope: Scope,
  { allowedIps, ...change }: Partial<InstanceSettings>,
  guard: { ownAddress: string; isConfirmed: boolean },
): Promise<InstanceSettings> {
  const list = allowedIps && parseAddressList(allowedIps);
  if (list && !guard.isConfirmed && !listAdmits(readAddressList(list), guard.ownAddress))
    throw lockOut(guard.ownAddress);
  return settingsOf(await saveInstance(scope, { ...(list && { allowedIps: list.join(',') }), ...change }));
}

function lockOut(ownAddress: string): AppError {
  return new AppError(
    'conflict',
    `Your own address ${ownAddress} is not in this list, so the API would refuse you. Add it, or send confirm to save the list anyway.`,
    { body: { own_address: ownAddress } },
  );
}

interface InstanceRow extends Omit<InstanceSettings, 'allowedIps'> {
  allowedIps: string;
}

function settingsOf(row: InstanceRow): InstanceSettings {
  return {
    name: row.name,
    isApiEnabled: row.isApiEnabled,
    allowedIps: splitAddressList(row.allowedIps),
    isRegistrationEnabled: row.isRegistrationEnabled,
    isTwoFactorRequired: row.isTwoFactorRequired,
  };
}
