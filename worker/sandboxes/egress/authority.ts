// A certificate authority for one set-up: only its sandbox believes it, and only about the registries that the broker asks.
import { generateKeyPair, randomBytes, sign } from "node:crypto";
import { createSecureContext, type SecureContext } from "node:tls";
import { promisify } from "node:util";
import forge from "node-forge";

export type Authority = {
  /** PEM, to be believed inside. The key never leaves this process. */
  certificate: string;
  contextFor(host: string): SecureContext;
};

const DAY_MS = 24 * 3600_000;
const PEM = { type: "pkcs1", format: "pem" } as const;
const makeKeys = promisify(generateKeyPair);

/** Valid for a day around `nowMs` (since the epoch), more than any set-up may take. */
export async function createAuthority(hosts: string[], nowMs: number): Promise<Authority> {
  const keys = await makeKeys("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: PEM,
    privateKeyEncoding: PEM,
  });
  // Two of the same name would be taken for each other.
  const name = `Issuewright set-up ${randomBytes(8).toString("hex")}`;
  const certify = signer(name, keys, nowMs);
  const certificate = certify(name, [
    { name: "basicConstraints", critical: true, cA: true, pathLenConstraint: 0 },
    { name: "keyUsage", critical: true, keyCertSign: true },
    { name: "subjectKeyIdentifier" },
  ]);
  const contexts = new Map(
    hosts.map((host) => [
      host,
      createSecureContext({ key: keys.privateKey, cert: certify(host, forHost(host)) }),
    ]),
  );
  return {
    certificate,
    contextFor(host) {
      const context = contexts.get(host);
      if (context === undefined) throw new Error(`Nothing was signed for ${host}`);
      return context;
    },
  };
}

function forHost(host: string): object[] {
  return [
    { name: "basicConstraints", critical: true, cA: false },
    { name: "keyUsage", critical: true, digitalSignature: true, keyEncipherment: true },
    { name: "extKeyUsage", serverAuth: true },
    // 2: a DNS name, in RFC 5280's numbering of names.
    { name: "subjectAltName", altNames: [{ type: 2, value: host }] },
  ];
}

function signer(issuerName: string, keys: { publicKey: string; privateKey: string }, nowMs: number) {
  const key = forge.pki.privateKeyFromPem(keys.privateKey);
  const issuer = [{ name: "commonName", value: issuerName }];
  let serial = 1;
  return (name: string, extensions: object[]) => {
    const certificate = forge.pki.createCertificate();
    certificate.publicKey = forge.pki.publicKeyFromPem(keys.publicKey);
    certificate.serialNumber = (serial++).toString(16).padStart(2, "0");
    certificate.validity.notBefore = new Date(nowMs - DAY_MS);
    certificate.validity.notAfter = new Date(nowMs + DAY_MS);
    certificate.setIssuer(issuer);
    certificate.setSubject([{ name: "commonName", value: name }]);
    certificate.setExtensions(extensions);
    // Natively, because the library signs ten times slower.
    key.sign = () => {
      const signed = Buffer.from(forge.asn1.toDer(certificate.tbsCertificate).getBytes(), "latin1");
      return sign("sha256", signed, keys.privateKey).toString("latin1");
    };
    certificate.sign(key, forge.md.sha256.create());
    return forge.pki.certificateToPem(certificate);
  };
}
