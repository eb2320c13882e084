import { sampleSpec } from '../testing/sample-spec';

/** The same deployment rolling, and one that stops the old version first; for unit tests only. */
export const rolling = sampleSpec({ force: true });
const fixed = { ...rolling.component.container, fixedName: 'shop' };
export const stopStart = sampleSpec({ force: true, container: fixed });
