from conan import ConanFile
from conan.errors import ConanInvalidConfiguration
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, get, rmdir
from conan.tools.scm import Version
import os

required_conan_version = ">=2.0"


class SignalwireAsioConan(ConanFile):
    name = "signalwire-asio"
    description = "Asynchronous C++20 client for the SignalWire Compatibility API, on Boost.Asio"
    license = "BSL-1.0"
    homepage = "https://github.com/signalwire-asio/signalwire-asio"
    topics = ("signalwire", "asio", "coroutines", "rest")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    options = {"shared": [True, False], "tools": [True, False]}
    default_options = {"shared": False, "tools": False}

    def requirements(self):
        # Asio's types cross the interface: programs have to have the same Boost.
        self.requires("boost/[>=1.81 <1.89]", transitive_headers=True, transitive_libs=True)
        self.requires("openssl/[>=3 <4]", transitive_headers=True, transitive_libs=True)
        self.requires("zlib/[>=1.2 <2]")
        if self.options.tools:
            self.requires("cli11/[>=2.1 <3]")
            self.requires("sqlite3/[>=3.38 <4]")

    def validate(self):
        if self.settings.os != "Linux":
            raise ConanInvalidConfiguration("signalwire-asio is for Linux")
        if self.settings.get_safe("compiler.cppstd"):
            check_min_cppstd(self, 20)
        oldest = {"gcc": "12", "clang": "16"}.get(str(self.settings.compiler))
        if oldest and Version(self.settings.compiler.version) < oldest:
            raise ConanInvalidConfiguration(f"signalwire-asio needs {self.settings.compiler} {oldest}")

    def layout(self):
        cmake_layout(self, src_folder="src")

    def source(self):
        # The archive of the release and its sha256: see conandata.yml.
        get(self, **self.conan_data["sources"][self.version], strip_root=True)

    def generate(self):
        toolchain = CMakeToolchain(self)
        toolchain.cache_variables["BUILD_TESTING"] = False
        toolchain.cache_variables["SIGNALWIRE_PROGRAMS"] = bool(self.options.tools)
        toolchain.generate()
        CMakeDeps(self).generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        CMake(self).install()
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        for folder in ("lib/cmake", "lib/pkgconfig", "share"):
            rmdir(self, os.path.join(self.package_folder, folder))

    def package_info(self):
        self.cpp_info.set_property("cmake_file_name", "signalwire-asio")
        asio = self.cpp_info.components["asio"]
        asio.libs = ["signalwire-asio"]
        asio.requires = [
            "boost::headers", "boost::json", "boost::url", "openssl::ssl", "openssl::crypto",
            "zlib::zlib",
        ]
        asio.system_libs = ["pthread"]
        asio.set_property("cmake_target_name", "signalwire::asio")
        asio.set_property("pkg_config_name", "signalwire-asio")
        sandbox = self.cpp_info.components["sandbox"]
        sandbox.libs = ["signalwire-sandbox"]
        sandbox.requires = ["asio"]
        sandbox.set_property("cmake_target_name", "signalwire::sandbox")
        sandbox.set_property("pkg_config_name", "signalwire-sandbox")
        if self.options.tools:
            self.cpp_info.components["tools"].requires = [
                "cli11::cli11", "sqlite3::sqlite3", "sandbox"]
