/** What exim is told, in its own language. Everything is below `folder`; `uid` and `gid` run it. */
export interface EximSettings {
  readonly folder: string;
  readonly mailbox: string;
  readonly certificate: string;
  readonly key: string;
  readonly port: number;
  readonly uid: number;
  readonly gid: number;
  /** Who may send, once the connection is encrypted; everybody where it is null. */
  readonly account: { readonly user: string; readonly password: string } | null;
}

/** A configuration that accepts every mail on loopback, with STARTTLS, and delivers it to a Maildir. */
export function eximConfiguration({
  folder,
  mailbox,
  certificate,
  key,
  port,
  uid,
  gid,
  account,
}: EximSettings): string {
  return `
# Names the one who runs it, so that it needs no privilege.
exim_user = ${uid}
exim_group = ${gid}
deliver_drop_privilege
spool_directory = ${folder}/spool
log_file_path = ${folder}/%slog
pid_file_path = ${folder}/exim.pid
notifier_socket =

primary_hostname = localhost
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${port}
# Nothing is looked up anywhere.
host_lookup =
rfc1413_query_timeout = 0s
keep_environment =

tls_advertise_hosts = *
tls_certificate = ${certificate}
tls_privatekey = ${key}
acl_smtp_rcpt = recipient
acl_smtp_data = accept

begin acl
recipient:
  deny domains = refused.example
       message = nobody here
  defer domains = busy.example
${account ? '  accept authenticated = *\n  deny' : '  accept'}

begin routers
everybody:
  driver = accept
  transport = mailbox

begin transports
mailbox:
  driver = appendfile
  maildir_format
  directory = ${mailbox}
${account ? authenticator(account) : ''}`;
}

function authenticator({ user, password }: { readonly user: string; readonly password: string }): string {
  return `
begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_advertise_condition = \${if def:tls_in_cipher}
  server_prompts = :
  server_condition = \${if and{{eq{$auth2}{${user}}}{eq{$auth3}{${password}}}}}
  server_set_id = $auth2
`;
}
