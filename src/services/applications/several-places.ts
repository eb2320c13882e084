import { invalidField } from '../../domain/error';
import { parseDockerRunOptions } from '../../domain/input/docker/docker-run-options';
import type { ApplicationRecord } from '../application-rows/record';

type Settings = Pick<ApplicationRecord, 'buildPack' | 'sourceKind' | 'customDockerRunOptions'>;

/** Why an application cannot run at several destinations, and the setting that says so; null: it can. */
function onlyOne({ buildPack, sourceKind, customDockerRunOptions }: Settings): [string, string] | null {
  if (buildPack === 'dockercompose' || sourceKind === 'compose')
    return [
      'build_pack',
      'An application from a compose file runs at one destination. Clone it to another one.',
    ];
  const parsed = parseDockerRunOptions(customDockerRunOptions ?? '');
  if (parsed.ok && (parsed.options.ip !== undefined || parsed.options.ip6 !== undefined))
    return [
      'custom_docker_run_options',
      'A static address belongs to one network. Remove --ip and --ip6 to run the application at several destinations.',
    ];
  return null;
}

/** Require that an application can run at another destination. @throws AppError 422 */
export function requireSeveralPlaces(application: Settings): void {
  const reason = onlyOne(application);
  if (reason) throw invalidField('destination_uuid', reason[1]);
}

/** Require that one with additional destinations still can with changed settings. @throws AppError 422 */
export function requireStillSeveral(application: Settings, change: Partial<Settings>): void {
  const reason = onlyOne({ ...application, ...change });
  if (reason)
    throw invalidField(reason[0], `${reason[1]} It has additional destinations: remove them first.`);
}
