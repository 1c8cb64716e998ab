"""Tries each call that a sandbox must refuse; one line each."""
import ctypes, errno, os, platform, socket

libc = ctypes.CDLL(None, use_errno=True)
ARM = platform.machine() == "aarch64"

CALLS = {
    "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "open_tree": (428, 428), "move_mount": (429, 429), "fsopen": (430, 430),
    "fsconfig": (431, 431), "fsmount": (432, 432), "fspick": (433, 433),
    "mount_setattr": (442, 442), "unshare": (272, 97), "setns": (308, 268), "ptrace": (101, 117),
    "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "pidfd_getfd": (438, 438),
    "kcmp": (312, 272), "bpf": (321, 280), "perf_event_open": (298, 241),
    "userfaultfd": (323, 282), "io_uring_setup": (425, 425), "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427), "add_key": (248, 217), "request_key": (249, 218),
    "keyctl": (250, 219), "kexec_load": (246, 104), "kexec_file_load": (320, 294),
    "init_module": (175, 105), "finit_module": (313, 273), "delete_module": (176, 106),
    "open_by_handle_at": (304, 265), "lookup_dcookie": (212, 18), "reboot": (169, 142),
    "swapon": (167, 224), "swapoff": (168, 225), "acct": (163, 89), "quotactl": (179, 60),
    "quotactl_fd": (443, 443), "syslog": (103, 116), "iopl": (172, -1), "ioperm": (173, -1),
}


def tell(name, result, error, wanted):
    good = result == -1 and error == wanted
    print(name, "refused" if good else "result %d errno %s" % (result, errno.errorcode.get(error, error)))


def call(name, number, *arguments, wanted=errno.EPERM):
    ctypes.set_errno(0)
    values = [ctypes.c_long(each) for each in arguments + (0,) * (6 - len(arguments))]
    tell(name, libc.syscall(ctypes.c_long(number), *values), ctypes.get_errno(), wanted)


def family(name, number, protocol=0):
    try:
        socket.socket(number, socket.SOCK_RAW if name == "packet" else socket.SOCK_DGRAM, protocol)
        print(name, "opened")
    except OSError as e:
        tell(name, -1, e.errno, errno.EPERM)


for name, numbers in CALLS.items():
    number = numbers[1] if ARM else numbers[0]
    if number >= 0:
        call(name, number)
for name, flag in {"newuser": 0x10000000, "newns": 0x20000, "newnet": 0x40000000, "newpid": 0x20000000}.items():
    call("clone " + name, 220 if ARM else 56, flag | 17)
call("clone3", 435, wanted=errno.ENOSYS)
call("ioctl TIOCSTI", 29 if ARM else 16, 0, 0x5412)
for name, number in {"alg": 38, "vsock": 40, "packet": 17}.items():
    family("socket " + name, number)
family("socket netlink audit", 16, 9)
socket.socket(16, socket.SOCK_RAW, 0).close()
socket.socket(socket.AF_INET, socket.SOCK_STREAM).close()
assert os.fork() or os._exit(0) is None
os.wait()
print("done")
