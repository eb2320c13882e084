'use client';

import { useEffect } from 'react';
import { followSwitch } from './switch-channel';

/** Reload this tab when another tab switches the organization of the session. */
export function FollowSwitch() {
  useEffect(followSwitch, []);
  return null;
}
