'use client';

import { useRouter } from 'next/navigation';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { ConfirmDialog } from './confirm-dialog';
import { holdHistory } from './history-guard';

interface LeaveGuardProps {
  /** Whether there is something to lose at the moment. */
  isAtRisk: boolean;
  title: string;
  confirmLabel: string;
  /** Description of what would be lost. */
  children: ReactNode;
}

/** An address, or entries of the browser's history. */
type Target = string | number;

/** Ask before a link, the back button, a reload or closing the tab takes away what cannot be had again. */
export function LeaveGuard({ isAtRisk, title, confirmLabel, children }: LeaveGuardProps) {
  const [target, setTarget] = useState<Target | null>(null);
  const isLeaving = useRef(false);
  const router = useRouter();

  useEffect(() => {
    if (!isAtRisk) return;
    const beforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    const onClick = (event: MouseEvent) => {
      const link = leavingLink(event);
      if (!link) return;
      event.preventDefault();
      event.stopPropagation();
      setTarget(link);
    };
    isLeaving.current = false;
    const release = holdHistory(() => !isLeaving.current, setTarget);
    window.addEventListener('beforeunload', beforeUnload);
    document.addEventListener('click', onClick, { capture: true });
    return () => {
      release();
      window.removeEventListener('beforeunload', beforeUnload);
      document.removeEventListener('click', onClick, { capture: true });
    };
  }, [isAtRisk]);

  return (
    <ConfirmDialog
      open={target !== null}
      onOpenChange={(open) => !open && setTarget(null)}
      title={title}
      confirmLabel={confirmLabel}
      onConfirm={async () => {
        isLeaving.current = true;
        if (typeof target === 'number') window.history.go(target);
        else if (target) router.push(target);
      }}
    >
      <p>{children}</p>
    </ConfirmDialog>
  );
}

/** The address of the clicked link when following it would leave this page in this tab. */
function leavingLink(event: MouseEvent): string | null {
  if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return null;
  const link = event.target instanceof Element ? event.target.closest('a[href]') : null;
  if (
    !(link instanceof HTMLAnchorElement) ||
    link.target === '_blank' ||
    link.origin !== window.location.origin
  )
    return null;
  return link.pathname === window.location.pathname ? null : link.pathname + link.search;
}
