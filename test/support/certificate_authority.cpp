#include "support/certificate_authority.hpp"

#include "sandbox/certificate.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
#include <openssl/x509v3.h>

#include <array>
#include <vector>

namespace signalwire::test
{

namespace
{

using sandbox::detail::certificate;
using sandbox::detail::private_key;
using sandbox::detail::require;

struct bio_deleter
{
    void operator()(BIO* bio) const noexcept
    {
        BIO_free(bio);
    }
};

/// What `write` writes into a BIO.
template <class Write>
std::string text_of(Write write)
{
    std::unique_ptr<BIO, bio_deleter> const out(require(BIO_new(BIO_s_mem()), "BIO_new"));
    require(write(out.get()), "PEM_write_bio");
    char* text = nullptr;
    long const size = BIO_get_mem_data(out.get(), &text);
    return std::string(text, static_cast<std::size_t>(size));
}

std::string to_pem(X509* subject)
{
    return text_of([&](BIO* out) { return PEM_write_bio_X509(out, subject); });
}

std::string to_pem(EVP_PKEY* key)
{
    return text_of([&](BIO* out) {
        return PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr);
    });
}

std::string pin_of(X509* subject)
{
    unsigned char* info = nullptr;
    int const size = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(subject), &info);
    require(size, "i2d_X509_PUBKEY");
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(info, static_cast<std::size_t>(size), digest.data());
    OPENSSL_free(info);
    std::array<unsigned char, 4 * (SHA256_DIGEST_LENGTH / 3 + 1) + 1> text{};
    EVP_EncodeBlock(text.data(), digest.data(), SHA256_DIGEST_LENGTH);
    return "sha256//" + std::string(reinterpret_cast<char const*>(text.data()));
}

void add_extension(X509* subject, X509* issuer, int type, std::string const& value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, subject, nullptr, nullptr, 0);
    X509_EXTENSION* const extension =
        require(X509V3_EXT_conf_nid(nullptr, &context, type, value.c_str()), "X509V3_EXT_conf_nid");
    int const added = X509_add_ext(subject, extension, -1);
    X509_EXTENSION_free(extension);
    require(added, "X509_add_ext");
}

private_key make_key()
{
    return private_key(require(EVP_EC_gen("P-256"), "EVP_EC_gen"));
}

/// A certificate with everything but extensions, issuer and signature.
certificate begin(EVP_PKEY* key, certificate_request const& request)
{
    certificate result(require(X509_new(), "X509_new"));
    X509* const subject = result.get();
    require(X509_set_version(subject, X509_VERSION_3), "X509_set_version");
    std::uint32_t serial = 0;
    require(
        RAND_bytes(reinterpret_cast<unsigned char*>(&serial), static_cast<int>(sizeof serial)),
        "RAND_bytes");
    require(ASN1_INTEGER_set_uint64(X509_get_serialNumber(subject), serial + 1ULL), "serial");
    require(X509_gmtime_adj(X509_getm_notBefore(subject), request.begins.count()), "notBefore");
    require(X509_gmtime_adj(X509_getm_notAfter(subject), request.ends.count()), "notAfter");
    require(X509_set_pubkey(subject, key), "X509_set_pubkey");
    auto const* const name = reinterpret_cast<unsigned char const*>(request.common_name.c_str());
    require(
        X509_NAME_add_entry_by_txt(
            X509_get_subject_name(subject), "CN", MBSTRING_UTF8, name, -1, -1, 0),
        "X509_NAME_add_entry_by_txt");
    return result;
}

void sign(X509* subject, X509* issuer, EVP_PKEY* key)
{
    require(X509_set_issuer_name(subject, X509_get_subject_name(issuer)), "X509_set_issuer_name");
    require(X509_sign(subject, key, EVP_sha256()), "X509_sign");
}

certified_key finish(X509* subject, EVP_PKEY* key)
{
    certified_key result;
    result.certificate = to_pem(subject);
    result.key = to_pem(key);
    result.pin = pin_of(subject);
    return result;
}

void describe_leaf(X509* subject, X509* issuer, certificate_request const& request)
{
    add_extension(subject, issuer, NID_basic_constraints, "critical,CA:FALSE");
    add_extension(subject, issuer, NID_ext_key_usage, request.usage);
    if (!request.names.empty())
        add_extension(subject, issuer, NID_subject_alt_name, request.names);
}

} // namespace

std::string encrypt_key(std::string const& pem, std::string const& password)
{
    std::unique_ptr<BIO, bio_deleter> const in(
        require(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())), "BIO_new_mem_buf"));
    private_key const key(
        require(PEM_read_bio_PrivateKey(in.get(), nullptr, nullptr, nullptr), "PEM_read_bio"));
    return text_of([&](BIO* out) {
        return PEM_write_bio_PKCS8PrivateKey(
            out, key.get(), EVP_aes_128_cbc(), password.data(), static_cast<int>(password.size()),
            nullptr, nullptr);
    });
}

struct certificate_authority::secret
{
    secret(certificate_request const& request, secret const* parent)
        : key(make_key())
        , self(begin(key.get(), request))
    {
        add_extension(self.get(), self.get(), NID_basic_constraints, "critical,CA:TRUE");
        add_extension(self.get(), self.get(), NID_key_usage, "critical,keyCertSign,cRLSign");
        add_extension(self.get(), self.get(), NID_subject_key_identifier, "hash");
        secret const& issuer = parent ? *parent : *this;
        sign(self.get(), issuer.self.get(), issuer.key.get());
        pem = to_pem(self.get());
    }

    private_key key;
    certificate self;
    std::string pem;
};

certificate_authority::certificate_authority(std::string const& name)
{
    certificate_request request;
    request.common_name = name;
    secret_ = std::make_unique<secret>(request, nullptr);
}

certificate_authority::certificate_authority(
    std::string const& name, certificate_authority const& parent)
{
    certificate_request request;
    request.common_name = name;
    secret_ = std::make_unique<secret>(request, parent.secret_.get());
}

certificate_authority::~certificate_authority() = default;

std::string const& certificate_authority::pem() const noexcept
{
    return secret_->pem;
}

certified_key certificate_authority::issue(certificate_request const& request) const
{
    private_key const key = make_key();
    certificate const leaf = begin(key.get(), request);
    describe_leaf(leaf.get(), secret_->self.get(), request);
    sign(leaf.get(), secret_->self.get(), secret_->key.get());
    return finish(leaf.get(), key.get());
}

certified_key certificate_authority::self_signed(certificate_request const& request)
{
    private_key const key = make_key();
    certificate const leaf = begin(key.get(), request);
    describe_leaf(leaf.get(), leaf.get(), request);
    sign(leaf.get(), leaf.get(), key.get());
    return finish(leaf.get(), key.get());
}

} // namespace signalwire::test
