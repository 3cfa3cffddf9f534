/** What the panel « Support » shows. */
export type SupportTab = 'report' | 'tickets' | 'escalation' | 'requests' | 'knowledge';
