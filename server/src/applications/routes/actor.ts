import type { Session } from '../../platform/index.ts';
import type { Editor } from '../catalogue/drafts.ts';
import type { Actor } from '../engine/events.ts';

/** Who acts through an endpoint of the portal. */
export function applicantOf(session: Session): Actor {
  return {
    kind: 'applicant',
    id: session.subject,
    organisationId: session.subject,
    name: session.attributes.name ?? '',
  };
}

/** Who acts through an endpoint of the console. */
export function staffOf(session: Session): Actor {
  return { kind: 'staff', id: session.subject, name: session.attributes.name ?? '', roles: session.roles };
}

/** Who works on what a second person publishes. */
export function editorOf(session: Session): Editor {
  return { id: session.subject, name: session.attributes.name ?? '' };
}
