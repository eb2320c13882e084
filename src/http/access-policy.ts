import { type AddressList, readAddressList, splitAddressList } from '../auth/address-list';
import type { AccessPolicy } from '../auth/authenticate';
import { errorMessage } from '../domain/error';
import type { Services } from '../services/context';
import {
  accessPolicy,
  accessPolicyAtStart,
  instanceChangedKind,
} from '../services/installation/access-policy';

/**
 * A copy of the access policy, for requests that read nothing else from the database: those without a credential, or
 * with a malformed one. Looking up a credential also reads the current policy and corrects this copy.
 */
export interface PolicyCopy {
  readonly isApiEnabled: boolean;
  readonly allowedAddresses: AddressList;
  correct(policy: AccessPolicy): void;
  /** Read the current policy. */
  refresh(): Promise<void>;
  close(): void;
}

/** Read the access policy and keep the copy up to date. @throws AppError as `untilAnswered` does */
export async function openPolicyCopy({ database, changes, log }: Services): Promise<PolicyCopy> {
  let policy: AccessPolicy = { isApiEnabled: true, allowedIps: '' };
  let allowedAddresses: AddressList = 'everyone';
  const correct = (next: AccessPolicy) => {
    if (next.allowedIps !== policy.allowedIps) {
      allowedAddresses = readAddressList(splitAddressList(next.allowedIps));
      if (allowedAddresses === 'unusable')
        log.error(
          {},
          'the list of allowed addresses cannot be read: the API refuses all requests until the list is saved again',
        );
    }
    policy = next;
  };
  const refresh = async () => correct(await accessPolicy(database));
  const readAgain = () => {
    refresh().catch((error: unknown) =>
      log.warn({ error: errorMessage(error) }, 'access policy could not be read'),
    );
  };
  const close = changes.subscribe(({ kind }) => {
    if (kind === instanceChangedKind) readAgain();
  }, readAgain);
  correct(await accessPolicyAtStart({ database, log }));
  return {
    get isApiEnabled() {
      return policy.isApiEnabled;
    },
    get allowedAddresses() {
      return allowedAddresses;
    },
    correct,
    refresh,
    close,
  };
}
