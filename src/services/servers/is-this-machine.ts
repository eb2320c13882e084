import { isIpAddress } from '../../domain/input/address/host-address';
import { addressKind } from '../../lib/address-guard';

/** Whether the server is the machine that Gantry itself runs on, judging by its address. */
export function isThisMachine({ ip }: { ip: string }): boolean {
  return ip === 'localhost' || (isIpAddress(ip) && addressKind(ip) === 'loopback');
}
