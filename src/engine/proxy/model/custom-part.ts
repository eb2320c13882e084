import type { ComposeOutcome } from '../../../domain/compose/problem';
import type { ProxyAccess } from './access';

/** A valid part of a proxy's configuration that users wrote, in the format of one program. */
export interface CustomPart {
  /**
   * Activate it in place of the previous one. Afterwards everything that answered must still answer, else the previous
   * part is restored.
   * @throws RefusedByProxy when the proxy refuses it, NotServed when the probe fails
   */
  apply(proxy: ProxyAccess): Promise<void>;
  /** Restore it where it was active before. @returns whether it had been lost */
  restore(proxy: ProxyAccess): Promise<boolean>;
}

/** Read a custom part: YAML or JSON. An empty text is an empty part. */
export type ReadCustomPart = (text: string) => ComposeOutcome<CustomPart>;
