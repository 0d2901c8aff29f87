import SagaValue
import Testing

/// Digests of the messages that FIPS 180-4's examples and RFC 1321 use.
@Suite struct DigestTests {
    private static let long = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"
    private static let longer =
        "abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmn"
        + "hijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqrstnopqrstu"

    @Test(arguments: [
        (Digest.md5, "", "d41d8cd98f00b204e9800998ecf8427e"),
        (.md5, "abc", "900150983cd24fb0d6963f7d28e17f72"),
        (.md5, "message digest", "f96b697d7cb7938d525a2f31aaf161d0"),
        (.md5, long, "8215ef0796a20bcaaae116d3876c664a"),
        (.sha1, "", "da39a3ee5e6b4b0d3255bfef95601890afd80709"),
        (.sha1, "abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        (.sha1, long, "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
        (
            .sha256, "",
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        ),
        (
            .sha256, "abc",
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        ),
        (
            .sha256, long,
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            .sha384, "abc",
            "cb00753f45a35e8bb5a03d699ac65007272c32ab0eded1631a8b605a43ff5bed"
                + "8086072ba1e7cc2358baeca134c825a7"
        ),
        (
            .sha384, longer,
            "09330c33f71147e83d192fc782cd1b4753111b173b3b05d22fa08086e3b0f712"
                + "fcc7c71a557e2db966c3e9fa91746039"
        ),
        (
            .sha512, "",
            "cf83e1357eefb8bdf1542850d66d8007d620e4050b5715dc83f4a921d36ce9ce"
                + "47d0d13c5d85f2b0ff8318d2877eec2f63b931bd47417a81a538327af927da3e"
        ),
        (
            .sha512, "abc",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
                + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        ),
        (
            .sha512, longer,
            "8e959b75dae313da8cf4f72814fc143f8f7779c6eb9f7fa17299aeadb6889018"
                + "501d289e4900f7e4331b99dec4b5433ac7d329eeb6dd26545e96e55b874be909"
        ),
    ])
    func `a digest is what the standard's example says`(
        digest: Digest, message: String, expected: String
    ) {
        #expect(digest.hexadecimal(of: message) == expected)
    }

    @Test(arguments: [
        (Digest.md5, "1b67605e9f10c2bd22131ac2df1de453"),
        (.sha1, "8f060e5ceb0aca67ee63d585732bc2e9b17f68e7"),
        (
            .sha256,
            "bb1d6350a010747691407a8d005ae593c312035fffd871290fbf5832f7c828ef"
        ),
        (
            .sha384,
            "fb7e25551d83b9f137c9bbbe3e3a2c1ebaa8120b3c3cb21c0d0814593718452c"
                + "b5f17fdf356c205ba84346d9b6fa0f4e"
        ),
        (
            .sha512,
            "f468bca9f4a756dcf44c686a6ac7b40fbcd67a1aa503c67f4a84364b5c14e3ce"
                + "65b08933a1e0e41cd3e0d938d3ac343f4c73a664788df895ce09bd3de0f9c50a"
        ),
    ])
    func `messages of every length around a block are padded right`(
        digest: Digest, expected: String
    ) {
        // The digest of the concatenated digests of 0 to 260 times the letter a.
        let parts = (0...260).flatMap { digest.bytes(of: Array(repeating: 0x61, count: $0)) }
        #expect(digest.hexadecimal(of: parts) == expected)
    }
}
