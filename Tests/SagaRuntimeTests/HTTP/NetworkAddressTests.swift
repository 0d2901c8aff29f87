import Glibc
import Testing

@testable import SagaRuntime

@Suite struct NetworkAddressTests {
    private func address(_ text: String) throws -> NetworkAddress {
        var bytes = [UInt8](repeating: 0, count: text.contains(":") ? 16 : 4)
        let family = text.contains(":") ? AF_INET6 : AF_INET
        try #require(unsafe inet_pton(family, text, &bytes) == 1)
        return NetworkAddress(bytes: bytes)
    }

    @Test(arguments: [
        "169.254.169.254", "169.254.0.1", "100.100.100.200", "168.63.129.16", "192.0.0.192",
        "fe80::1", "febf::1", "fd00:ec2::254", "::ffff:169.254.169.254", "::169.254.169.254",
        "64:ff9b::169.254.169.254", "2002:a9fe:a9fe::1",
    ])
    func `link-local and metadata addresses are never asked`(text: String) throws {
        #expect(try address(text).refusal(publicOnly: false) != nil)
    }

    @Test(arguments: [
        "127.0.0.1", "127.255.255.255", "10.0.0.1", "172.16.0.1", "172.31.255.255",
        "192.168.1.1", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "198.18.0.1",
        "::", "::1", "fc00::1", "fdff::1", "ff02::1", "2001:db8::1", "::ffff:10.0.0.1",
        "64:ff9b::10.0.0.1", "2002:c0a8:0101::1",
    ])
    func `addresses that are not public are asked unless only public ones are`(
        text: String
    ) throws {
        #expect(try address(text).refusal(publicOnly: false) == nil)
        #expect(try address(text).refusal(publicOnly: true) != nil)
    }

    @Test(arguments: [
        "1.1.1.1", "8.8.8.8", "172.15.255.255", "172.32.0.1", "100.63.255.255", "100.128.0.1",
        "169.253.255.255", "169.255.0.1", "198.20.0.1", "223.255.255.255", "2606:4700::1111",
        "2a00:1450::1", "::ffff:8.8.8.8", "2001:200::1",
    ])
    func `public addresses are asked`(text: String) throws {
        #expect(try address(text).refusal(publicOnly: true) == nil)
    }

    @Test func `an address is told as people write it`() throws {
        #expect(try address("192.0.2.1").description == "192.0.2.1")
        #expect(try address("2001:db8::1").description == "2001:db8:0:0:0:0:0:1")
    }
}
