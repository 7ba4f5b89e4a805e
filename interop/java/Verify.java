import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.cms.SignerInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaCertStore;
import org.bouncycastle.cert.ocsp.BasicOCSPResp;
import org.bouncycastle.cert.ocsp.BasicOCSPRespBuilder;
import org.bouncycastle.cert.ocsp.CertificateID;
import org.bouncycastle.cert.ocsp.CertificateStatus;
import org.bouncycastle.cert.ocsp.OCSPResp;
import org.bouncycastle.cert.ocsp.OCSPRespBuilder;
import org.bouncycastle.cert.ocsp.RespID;
import org.bouncycastle.cert.ocsp.SingleResp;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedData;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.CMSSignedData;
import org.bouncycastle.cms.CMSSignedDataGenerator;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.SignerInformation;
import org.bouncycastle.cms.jcajce.JcaSimpleSignerInfoVerifierBuilder;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyTransEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JceKeyTransRecipientInfoGenerator;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.SM2Engine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.DigestCalculatorProvider;
import org.bouncycastle.operator.InputDecryptor;
import org.bouncycastle.operator.InputDecryptorProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.operator.jcajce.JcaDigestCalculatorProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCS10CertificationRequestBuilder;
import org.bouncycastle.pkcs.PKCS12PfxPdu;
import org.bouncycastle.pkcs.PKCS12PfxPduBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBag;
import org.bouncycastle.pkcs.PKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.PKCS12SafeBagFactory;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilder;
import org.bouncycastle.pkcs.bc.BcPKCS12MacCalculatorBuilderProvider;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.bouncycastle.pkcs.jcajce.JcaPKCS12SafeBagBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;
import org.bouncycastle.tsp.TimeStampRequest;
import org.bouncycastle.tsp.TimeStampResponse;
import org.bouncycastle.tsp.TimeStampResponseGenerator;
import org.bouncycastle.tsp.TimeStampToken;
import org.bouncycastle.tsp.TimeStampTokenGenerator;
import org.bouncycastle.util.Store;

/**
 * What BouncyCastle says. Reads questions from the standard input, one in a line: number, check and file names, with tabs
 * between; answers "number, ok or refused, why" in the same way. File names are in the directory given as argument.
 */
public final class Verify {
  private static final String BC = "BC";
  private static final char[] PASSWORD = "interop-1".toCharArray();
  private static File directory;

  public static void main(String[] args) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    directory = new File(args[0]);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] parts = line.split("\t");
      String answer;
      try {
        boolean good = ask(parts[1], Arrays.copyOfRange(parts, 2, parts.length));
        answer = good ? "ok\t" : "refused\tfalse";
      } catch (Throwable error) {
        answer = "refused\t" + String.valueOf(error).replaceAll("\\s+", " ");
      }
      System.out.println(parts[0] + "\t" + answer);
    }
  }

  private static boolean ask(String check, String[] names) throws Exception {
    switch (check) {
      case "chain": return chain(names);
      case "request": return request(names);
      case "crl": return crl(names);
      case "ocsp": return ocsp(names);
      case "timestamp": return timestamp(names);
      case "signed": return signed(names);
      case "enveloped": return enveloped(names);
      case "pkcs12": return pkcs12(names);
      case "keyfile": return keyfile(names);
      case "sm2-signature": return sm2Signature(names);
      case "sm2-ciphertext": return Arrays.equals(sm2Decrypt(key(names[0]), read(names[1])), read(names[2]));
      case "sm3": return Arrays.equals(MessageDigest.getInstance("SM3", BC).digest(read(names[0])), read(names[1]));
      case "sm4": return Arrays.equals(sm4(read(names[0]), read(names[1]), read(names[2])), read(names[3]));
      case "make-request": return makeRequest(names);
      case "make-crl": return makeCrl(names);
      case "make-ocsp": return makeOcsp(names);
      case "make-timestamp": return makeTimestamp(names);
      case "make-signed": return makeSigned(names);
      case "make-enveloped": return makeEnveloped(names);
      case "make-pkcs12": return makePkcs12(names);
      case "make-sm2-signature": return makeSm2Signature(names);
      case "make-sm2-ciphertext": return makeSm2Ciphertext(names);
      default: throw new IllegalArgumentException("no check " + check);
    }
  }

  // ---- reading files

  private static byte[] read(String name) throws Exception {
    return Files.readAllBytes(new File(directory, name).toPath());
  }

  private static boolean write(String name, byte[] bytes) throws Exception {
    Files.write(new File(directory, name).toPath(), bytes);
    return true;
  }

  private static X509CertificateHolder holder(String name) throws Exception {
    return new X509CertificateHolder(read(name));
  }

  private static X509Certificate certificate(String name) throws Exception {
    CertificateFactory factory = CertificateFactory.getInstance("X.509", BC);
    return (X509Certificate) factory.generateCertificate(Files.newInputStream(new File(directory, name).toPath()));
  }

  private static PrivateKey key(String name) throws Exception {
    return BouncyCastleProvider.getPrivateKey(PrivateKeyInfo.getInstance(read(name)));
  }

  private static ContentVerifierProvider verifier(SubjectPublicKeyInfo info) throws Exception {
    return new JcaContentVerifierProviderBuilder().setProvider(BC).build(info);
  }

  private static ContentSigner signer(PrivateKey key) throws Exception {
    String name = key.getAlgorithm().equals("RSA") ? "SHA256withRSA"
        : key.toString().contains("EC Private Key") && isSm2(key) ? "SM3withSM2" : "SHA256withECDSA";
    return new JcaContentSignerBuilder(name).setProvider(BC).build(key);
  }

  private static boolean isSm2(PrivateKey key) {
    return PrivateKeyInfo.getInstance(key.getEncoded()).getPrivateKeyAlgorithm().getParameters().toString()
        .equals("1.2.156.10197.1.301");
  }

  // ---- it reads ours

  private static boolean chain(String[] names) throws Exception {
    X509Certificate root = certificate(names[0]);
    X509Certificate issuing = certificate(names[1]);
    X509Certificate end = certificate(names[2]);
    root.verify(root.getPublicKey(), BC);
    issuing.verify(root.getPublicKey(), BC);
    end.verify(issuing.getPublicKey(), BC);
    CertPath path = CertificateFactory.getInstance("X.509", BC).generateCertPath(List.of(end, issuing));
    PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
    parameters.setRevocationEnabled(false);
    CertPathValidator.getInstance("PKIX", BC).validate(path, parameters);
    return true;
  }

  private static boolean request(String[] names) throws Exception {
    PKCS10CertificationRequest request = new PKCS10CertificationRequest(read(names[0]));
    return request.isSignatureValid(verifier(request.getSubjectPublicKeyInfo()));
  }

  private static boolean crl(String[] names) throws Exception {
    X509CRLHolder list = new X509CRLHolder(read(names[1]));
    return list.isSignatureValid(verifier(holder(names[0]).getSubjectPublicKeyInfo()))
        && list.getRevokedCertificate(holder(names[2]).getSerialNumber()) != null;
  }

  private static boolean ocsp(String[] names) throws Exception {
    X509CertificateHolder issuer = holder(names[0]);
    BasicOCSPResp basic = (BasicOCSPResp) new OCSPResp(read(names[2])).getResponseObject();
    X509CertificateHolder responder = basic.getCerts()[0];
    boolean delegated = responder.isSignatureValid(verifier(issuer.getSubjectPublicKeyInfo()))
        && ExtendedKeyUsage.fromExtensions(responder.getExtensions()).hasKeyPurposeId(KeyPurposeId.id_kp_OCSPSigning);
    SingleResp single = basic.getResponses()[0];
    DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().setProvider(BC).build();
    return delegated && basic.isSignatureValid(verifier(responder.getSubjectPublicKeyInfo()))
        && single.getCertID().matchesIssuer(issuer, digests)
        && single.getCertID().getSerialNumber().equals(holder(names[1]).getSerialNumber())
        && single.getCertStatus() == CertificateStatus.GOOD;
  }

  private static boolean timestamp(String[] names) throws Exception {
    TimeStampResponse response = new TimeStampResponse(read(names[1]));
    response.validate(new TimeStampRequest(read(names[0])));
    TimeStampToken token = response.getTimeStampToken();
    X509CertificateHolder authority = (X509CertificateHolder) token.getCertificates().getMatches(token.getSID()).iterator().next();
    if (!authority.isSignatureValid(verifier(holder(names[2]).getSubjectPublicKeyInfo()))) return false;
    token.validate(new JcaSimpleSignerInfoVerifierBuilder().setProvider(BC).build(authority));
    return true;
  }

  /** Messages of the Chinese family: BouncyCastle knows the shapes, not the object identifiers. */
  private static ContentInfo international(byte[] message) {
    ContentInfo info = ContentInfo.getInstance(message);
    String type = info.getContentType().getId();
    if (!type.startsWith("1.2.156.10197.6.1.4.2.")) return info;
    if (type.endsWith(".3")) return new ContentInfo(CMSObjectIdentifiers.envelopedData, info.getContent());
    SignedData old = SignedData.getInstance(info.getContent());
    ContentInfo inside = new ContentInfo(old.getEncapContentInfo().getContentType(), old.getEncapContentInfo().getContent());
    ASN1EncodableVector signers = new ASN1EncodableVector();
    for (int i = 0; i < old.getSignerInfos().size(); i++) {
      SignerInfo one = SignerInfo.getInstance(old.getSignerInfos().getObjectAt(i));
      AlgorithmIdentifier sm2 = new AlgorithmIdentifier(new ASN1ObjectIdentifier("1.2.156.10197.1.501"));
      boolean named = one.getDigestEncryptionAlgorithm().getAlgorithm().getId().equals("1.2.156.10197.1.301.1");
      signers.add(named
          ? new SignerInfo(one.getSID(), one.getDigestAlgorithm(), one.getAuthenticatedAttributes(), sm2,
              one.getEncryptedDigest(), one.getUnauthenticatedAttributes())
          : one);
    }
    return new ContentInfo(CMSObjectIdentifiers.signedData, new SignedData(old.getDigestAlgorithms(), inside,
        old.getCertificates(), old.getCRLs(), new org.bouncycastle.asn1.DERSet(signers)));
  }

  @SuppressWarnings("unchecked")
  private static boolean signed(String[] names) throws Exception {
    byte[] content = read(names[1]);
    CMSSignedData message = new CMSSignedData(international(read(names[0])));
    if (message.getSignedContent() == null) {
      message = new CMSSignedData(new CMSProcessableByteArray(content), international(read(names[0])));
    }
    Store<X509CertificateHolder> certificates = message.getCertificates();
    Collection<SignerInformation> signers = message.getSignerInfos().getSigners();
    for (SignerInformation signer : signers) {
      Collection<X509CertificateHolder> found = certificates.getMatches(signer.getSID());
      X509CertificateHolder own = found.iterator().next();
      if (!own.isSignatureValid(verifier(holder(names[2]).getSubjectPublicKeyInfo()))) return false;
      if (!signer.verify(new JcaSimpleSignerInfoVerifierBuilder().setProvider(BC).build(own))) return false;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.getSignedContent().write(out);
    return !signers.isEmpty() && Arrays.equals(out.toByteArray(), content);
  }

  private static boolean enveloped(String[] names) throws Exception {
    ContentInfo info = international(read(names[0]));
    PrivateKey key = key(names[1]);
    byte[] content = read(names[2]);
    if (key.getAlgorithm().equals("RSA")) {
      RecipientInformation recipient = new CMSEnvelopedData(info).getRecipientInfos().getRecipients().iterator().next();
      return Arrays.equals(recipient.getContent(new JceKeyTransEnvelopedRecipient(key).setProvider(BC)), content);
    }
    // The provider has no key transport for SM2 messages: its primitives, put together by hand.
    EnvelopedData data = EnvelopedData.getInstance(info.getContent());
    RecipientInfo recipient = RecipientInfo.getInstance(data.getRecipientInfos().getObjectAt(0));
    byte[] sealed = KeyTransRecipientInfo.getInstance(recipient.getInfo()).getEncryptedKey().getOctets();
    AlgorithmIdentifier algorithm = data.getEncryptedContentInfo().getContentEncryptionAlgorithm();
    byte[] iv = ASN1OctetString.getInstance(algorithm.getParameters()).getOctets();
    String oid = algorithm.getAlgorithm().getId();
    // The provider knows SM4 by name only.
    Cipher cipher = Cipher.getInstance(oid.equals("1.2.156.10197.1.104.2") ? "SM4/CBC/PKCS7Padding" : oid, BC);
    byte[] secret = sm2Decrypt(key, sealed);
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(secret, "RAW"), new IvParameterSpec(iv));
    return Arrays.equals(cipher.doFinal(data.getEncryptedContentInfo().getEncryptedContent().getOctets()), content);
  }

  /** PBES2; with SM4 put together by hand, because the provider knows neither its key size nor its identifier there. */
  private static InputDecryptorProvider decryptor() {
    InputDecryptorProvider usual = new JcePKCSPBEInputDecryptorProviderBuilder().setProvider(BC).build(PASSWORD);
    return algorithm -> {
      PBES2Parameters scheme = PBES2Parameters.getInstance(algorithm.getParameters());
      if (!scheme.getEncryptionScheme().getAlgorithm().getId().equals("1.2.156.10197.1.104.2")) return usual.get(algorithm);
      PBKDF2Params kdf = PBKDF2Params.getInstance(scheme.getKeyDerivationFunc().getParameters());
      PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(new SHA256Digest());
      generator.init(PBEParametersGenerator.PKCS5PasswordToUTF8Bytes(PASSWORD), kdf.getSalt(), kdf.getIterationCount().intValue());
      byte[] key = ((KeyParameter) generator.generateDerivedParameters(128)).getKey();
      byte[] iv = ASN1OctetString.getInstance(scheme.getEncryptionScheme().getParameters()).getOctets();
      return new InputDecryptor() {
        @Override public AlgorithmIdentifier getAlgorithmIdentifier() {
          return algorithm;
        }

        @Override public InputStream getInputStream(InputStream in) {
          try {
            return new ByteArrayInputStream(sm4(key, iv, in.readAllBytes()));
          } catch (Exception error) {
            throw new IllegalStateException(error);
          }
        }
      };
    };
  }

  private static boolean pkcs12(String[] names) throws Exception {
    PKCS12PfxPdu file = new PKCS12PfxPdu(read(names[0]));
    if (!file.isMacValid(new BcPKCS12MacCalculatorBuilderProvider(BcDefaultDigestProvider.INSTANCE), PASSWORD)) throw new IllegalStateException("wrong MAC");
    boolean hasKey = false;
    boolean hasCertificate = false;
    for (org.bouncycastle.asn1.pkcs.ContentInfo part : file.getContentInfos()) {
      PKCS12SafeBagFactory bags = part.getContentType().equals(org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers.encryptedData)
          ? new PKCS12SafeBagFactory(part, decryptor()) : new PKCS12SafeBagFactory(part);
      for (PKCS12SafeBag bag : bags.getSafeBags()) {
        Object value = bag.getBagValue();
        if (value instanceof PKCS8EncryptedPrivateKeyInfo) {
          PrivateKeyInfo key = ((PKCS8EncryptedPrivateKeyInfo) value).decryptPrivateKeyInfo(decryptor());
          hasKey |= Arrays.equals(key.getEncoded(), read(names[1]));
        }
        if (value instanceof X509CertificateHolder) {
          hasCertificate |= Arrays.equals(((X509CertificateHolder) value).getEncoded(), read(names[2]));
        }
      }
    }
    return hasKey && hasCertificate;
  }

  private static boolean keyfile(String[] names) throws Exception {
    PrivateKeyInfo key = new PKCS8EncryptedPrivateKeyInfo(read(names[0])).decryptPrivateKeyInfo(decryptor());
    return Arrays.equals(key.getEncoded(), read(names[1]));
  }

  private static boolean sm2Signature(String[] names) throws Exception {
    Signature signature = Signature.getInstance("SM3withSM2", BC);
    signature.initVerify(certificate(names[0]).getPublicKey());
    signature.update(read(names[2]));
    return signature.verify(read(names[1]));
  }

  /** SM2Cipher in DER to the order of the engine: C1, C3, C2. */
  private static byte[] sm2Decrypt(PrivateKey key, byte[] der) throws Exception {
    ASN1Sequence parts = ASN1Sequence.getInstance(der);
    byte[] c1 = new byte[65];
    c1[0] = 4;
    for (int i = 0; i < 2; i++) {
      byte[] number = ASN1Integer.getInstance(parts.getObjectAt(i)).getPositiveValue().toByteArray();
      int skip = Math.max(0, number.length - 32);
      System.arraycopy(number, skip, c1, 33 + 32 * i - (number.length - skip), number.length - skip);
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.write(c1);
    all.write(ASN1OctetString.getInstance(parts.getObjectAt(2)).getOctets());
    all.write(ASN1OctetString.getInstance(parts.getObjectAt(3)).getOctets());
    SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
    AsymmetricKeyParameter parameters = PrivateKeyFactory.createKey(key.getEncoded());
    engine.init(false, parameters);
    return engine.processBlock(all.toByteArray(), 0, all.size());
  }

  private static byte[] sm4(byte[] key, byte[] iv, byte[] sealed) throws Exception {
    Cipher cipher = Cipher.getInstance("SM4/CBC/PKCS7Padding", BC);
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "SM4"), new IvParameterSpec(iv));
    return cipher.doFinal(sealed);
  }

  // ---- we read its

  private static boolean makeRequest(String[] names) throws Exception {
    X500Name subject = new X500Name("C=CN,O=Interop,CN=made there");
    PKCS10CertificationRequestBuilder builder =
        new PKCS10CertificationRequestBuilder(subject, holder(names[0]).getSubjectPublicKeyInfo());
    return write(names[2], builder.build(signer(key(names[1]))).getEncoded());
  }

  private static boolean makeCrl(String[] names) throws Exception {
    Date now = new Date();
    X509v2CRLBuilder builder = new X509v2CRLBuilder(holder(names[0]).getSubject(), now);
    builder.setNextUpdate(new Date(now.getTime() + 86_400_000L));
    builder.addCRLEntry(holder(names[2]).getSerialNumber(), now, CRLReason.keyCompromise);
    return write(names[3], builder.build(signer(key(names[1]))).getEncoded());
  }

  private static boolean makeOcsp(String[] names) throws Exception {
    DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().setProvider(BC).build();
    X509CertificateHolder responder = holder(names[2]);
    BasicOCSPRespBuilder builder = new BasicOCSPRespBuilder(new RespID(responder.getSubject()));
    CertificateID id = new CertificateID(digests.get(CertificateID.HASH_SHA1), holder(names[0]), holder(names[1]).getSerialNumber());
    builder.addResponse(id, CertificateStatus.GOOD, new Date(), new Date(System.currentTimeMillis() + 86_400_000L));
    BasicOCSPResp basic = builder.build(signer(key(names[3])), new X509CertificateHolder[] {responder}, new Date());
    return write(names[4], new OCSPRespBuilder().build(OCSPRespBuilder.SUCCESSFUL, basic).getEncoded());
  }

  private static boolean makeTimestamp(String[] names) throws Exception {
    DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().setProvider(BC).build();
    X509CertificateHolder authority = holder(names[1]);
    PrivateKey key = key(names[2]);
    TimeStampTokenGenerator tokens = new TimeStampTokenGenerator(
        new org.bouncycastle.cms.SignerInfoGeneratorBuilder(digests).build(signer(key), authority),
        digests.get(new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256)),
        new ASN1ObjectIdentifier("1.2.3.4"));
    tokens.addCertificates(new JcaCertStore(List.of(authority)));
    TimeStampResponseGenerator responses = new TimeStampResponseGenerator(tokens, Set.of("2.16.840.1.101.3.4.2.1", "1.2.156.10197.1.401"));
    TimeStampResponse response = responses.generate(new TimeStampRequest(read(names[0])), BigInteger.TEN, new Date());
    return write(names[3], response.getEncoded());
  }

  private static boolean makeSigned(String[] names) throws Exception {
    DigestCalculatorProvider digests = new JcaDigestCalculatorProviderBuilder().setProvider(BC).build();
    CMSSignedDataGenerator generator = new CMSSignedDataGenerator();
    generator.addSignerInfoGenerator(
        new org.bouncycastle.cms.SignerInfoGeneratorBuilder(digests).build(signer(key(names[1])), holder(names[0])));
    generator.addCertificates(new JcaCertStore(List.of(holder(names[0]), holder(names[3]))));
    // Its own encoding: BER of indefinite length.
    return write(names[4], generator.generate(new CMSProcessableByteArray(read(names[2])), true).getEncoded());
  }

  private static boolean makeEnveloped(String[] names) throws Exception {
    CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
    generator.addRecipientInfoGenerator(new JceKeyTransRecipientInfoGenerator(certificate(names[0])).setProvider(BC));
    CMSEnvelopedData message = generator.generate(new CMSProcessableByteArray(read(names[1])),
        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_CBC).setProvider(BC).build());
    return write(names[2], message.getEncoded());
  }

  private static boolean makePkcs12(String[] names) throws Exception {
    JcePKCSPBEOutputEncryptorBuilder encryptor =
        new JcePKCSPBEOutputEncryptorBuilder(NISTObjectIdentifiers.id_aes256_CBC).setProvider(BC);
    PKCS12SafeBagBuilder key = new PKCS12SafeBagBuilder(PrivateKeyInfo.getInstance(read(names[1])), encryptor.build(PASSWORD));
    PKCS12SafeBagBuilder own = new JcaPKCS12SafeBagBuilder(certificate(names[0]));
    PKCS12PfxPduBuilder builder = new PKCS12PfxPduBuilder();
    builder.addData(key.build());
    builder.addEncryptedData(encryptor.build(PASSWORD), own.build());
    BcPKCS12MacCalculatorBuilder mac = new BcPKCS12MacCalculatorBuilder(
        new SHA256Digest(), new AlgorithmIdentifier(NISTObjectIdentifiers.id_sha256, DERNull.INSTANCE));
    return write(names[2], builder.build(mac.setIterationCount(2048), PASSWORD).getEncoded());
  }

  private static boolean makeSm2Signature(String[] names) throws Exception {
    Signature signature = Signature.getInstance("SM3withSM2", BC);
    signature.initSign(key(names[0]));
    signature.update(read(names[1]));
    return write(names[2], signature.sign());
  }

  private static boolean makeSm2Ciphertext(String[] names) throws Exception {
    byte[] content = read(names[1]);
    SM2Engine engine = new SM2Engine(SM2Engine.Mode.C1C3C2);
    ECPublicKeyParameters key = (ECPublicKeyParameters) PublicKeyFactory.createKey(holder(names[0]).getSubjectPublicKeyInfo());
    engine.init(true, new ParametersWithRandom(key, new SecureRandom()));
    byte[] all = engine.processBlock(content, 0, content.length);
    ASN1EncodableVector parts = new ASN1EncodableVector();
    parts.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(all, 1, 33))));
    parts.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(all, 33, 65))));
    parts.add(new DEROctetString(Arrays.copyOfRange(all, 65, 97)));
    parts.add(new DEROctetString(Arrays.copyOfRange(all, 97, all.length)));
    return write(names[2], new DERSequence(parts).getEncoded(ASN1Encoding.DER));
  }
}
