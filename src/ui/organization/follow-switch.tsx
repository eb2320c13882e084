'use client';

import { useEffect } from 'react';
import { followSwitch } from './switch-channel';

/** Keep this tab in the organization of the session, which another tab may change. */
export function FollowSwitch() {
  useEffect(followSwitch, []);
  return null;
}
